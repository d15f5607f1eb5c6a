"""What one test needs together: a folder, a broker, the program, clients; all of it ends with the test."""

import signal
from contextlib import ExitStack
from textwrap import dedent

from .broker import Broker
from .client import Client
from .program import Program, binary
from .proxy import Proxy
from .traffic import Traffic


class Rig:
    """`folder` is the test's own and the working directory of the programs."""

    def __init__(self, folder):
        self.folder = folder
        self.state = folder / "state"
        self.broker = None
        self._ending = ExitStack()
        self._programs = []
        self._expected_to_be_clean = []

    def start_broker(self, *arguments, **options):
        self.broker = self.make_broker(*arguments, **options).start()
        return self.broker

    def make_broker(self, *arguments, **options):
        """A broker that is not started yet; it becomes the one that programs and clients talk to."""
        self.broker = Broker(self.folder / "mosquitto", *arguments, **options)
        self._ending.callback(self.broker.close)
        return self.broker

    def write(self, name, content):
        """A file in the folder, written as it stands when bytes, else without the common indentation."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        return path

    def link(self, name):
        """The program under another name."""
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(binary())
        return path

    def run(self, *arguments, broker_url=None, clean=False, **options):
        """Starts the program with `--broker` for this rig's broker unless `broker_url` is an empty text.

        `clean`: it must end at SIGTERM with 0, without a warning; checked when the test ends.
        """
        url = self.broker.url if broker_url is None else broker_url
        return self.run_bare(*arguments, *(["--broker", url] if url else []), clean=clean, **options)

    def run_bare(self, *arguments, clean=False, **options):
        """Starts the program with nothing but these arguments."""
        program = Program(arguments, self.state, cwd=self.folder, **options)
        self._ending.callback(program.close)
        self._programs.append(program)
        if clean:
            self._expected_to_be_clean.append(program)
        return program

    def relay(self, declaration, *topics, clean=True, name="devices.yaml", **options):
        """Runs `declaration` as a devices file and waits until the program's subscriptions to `topics` are in force."""
        self.write(name, declaration)
        mark = self.broker.log_position()
        program = self.run(name, clean=clean, **options)
        for topic in topics:
            assert self.broker.wait_subscribed(topic, mark) <= 1, f"{topic} is subscribed at QoS 2"
        return program

    def client(self, **options):
        client = Client(self.broker.port, **options)
        self._ending.callback(client.close)
        return client

    def proxy(self):
        proxy = Proxy(self.broker.port)
        self._ending.callback(proxy.close)
        return proxy

    def traffic(self, topic, queue, **options):
        traffic = Traffic(self.broker.port, topic, queue, **options)
        self._ending.callback(traffic.close)
        return traffic

    def sessions_left(self):
        """The client ids of the program for which the broker keeps a session; asking ends the connections."""
        ids = dict.fromkeys(client_id for client_id, _ in self.broker.program_clients())
        return [client_id for client_id in ids if self.client(client_id=client_id, clean=False).session_present]

    def close(self):
        """Stops the clean programs in order and checks them, then ends everything."""
        with self._ending:
            for program in self._expected_to_be_clean:
                program.assert_clean_stop()
            for program in self._programs:
                if program.running():
                    program.send(signal.SIGTERM)
                    program.wait_exit(20)
                program.assert_sane()
