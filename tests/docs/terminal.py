"""A reader's terminal: a folder with the examples, the program and the mosquitto tools in the PATH, a broker."""

import os
import re
import shlex
import shutil
import subprocess
import socket
import threading

from document import ROOT, fits
from support.broker import Broker, free_port
from support.processes import Process
from support.program import binary
from support.waiting import poll_until, stretched

CONNACK_MQTT5, DISCONNECT_TAKEN_OVER = b"\x20\x03\0\0\0", b"\xe0\x01\x8e"
CONNACK_OLD_REFUSES_VERSION = b"\x20\x02\0\x01"


class FakeBroker:
    """Answers each CONNECT with the same bytes."""

    def __init__(self, answer):
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                if connection.recv(65536):
                    connection.sendall(self._answer)
                connection.recv(65536)  # until the program has had enough

    def lines(self):
        return []

    def close(self):
        self._listener.close()


class NoBroker:
    """A port on which nobody listens."""

    def __init__(self):
        self.port = free_port()

    def lines(self):
        return []

    def close(self):
        pass


class Terminal:
    def __init__(self, folder):
        self.home = folder / "reader"
        self._bin = folder / "bin"
        self._folder = folder
        self._staying = []
        self._code = 0
        self.broker = None
        shutil.copytree(ROOT / "docs" / "examples", self.home)
        self._bin.mkdir()
        (self._bin / "msgflo-foreign-participant").symlink_to(binary())
        self.use_broker("open")

    def use_broker(self, kind):
        """open, guarded (wants a password), old (MQTT 3.1.1 only), taking over (for another process), away."""
        self.finish()
        folder = self._folder / f"mosquitto-{kind}"
        self.broker = {
            "open": lambda: Broker(folder).start(),
            "guarded": lambda: Broker(folder, access="allow_anonymous false").start(),
            "old": lambda: FakeBroker(CONNACK_OLD_REFUSES_VERSION),
            "taking over": lambda: FakeBroker(CONNACK_MQTT5 + DISCONNECT_TAKEN_OVER),
            "away": NoBroker,
        }[kind]()
        for tool in ("mosquitto_sub", "mosquitto_pub"):
            wrapper = self._bin / tool
            wrapper.write_text(f'#!/bin/sh\nexec {shutil.which(tool)} -h 127.0.0.1 -p {self.broker.port} "$@"\n')
            wrapper.chmod(0o755)

    def _environment(self):
        kept = {key: value for key, value in os.environ.items() if key not in ("MSGFLO_BROKER", "XDG_STATE_HOME")}
        return {**kept, "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}", "HOME": str(self._folder),
                "STATE_DIRECTORY": str(self._folder / "state"), "MSGFLO_BROKER": f"mqtt://127.0.0.1:{self.broker.port}"}

    def _as_shown(self, line):
        """The real broker's place and version as a reader of the documentation sees them."""
        line = line.replace(f"127.0.0.1:{self.broker.port}", "localhost")
        return re.sub(r"mosquitto \d+\.\d+\.\d+", "mosquitto 2.0.11", line)

    def write(self, name, text):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, command):
        """(exit code, the lines of both streams). `$?` is the code of the command before."""
        done = subprocess.run(["bash", "-c", f"exec 2>&1; (exit {self._code}); {command}"], cwd=self.home,
                              env=self._environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                              timeout=stretched(30))
        self._code = done.returncode
        return done.returncode, [self._as_shown(line) for line in done.stdout.splitlines()]

    def start(self, command, shown):
        """A command that goes on; returns when it hears what is published. `shown` must come until the end."""
        earlier = len(self.broker.lines())
        process = Process(command, ["bash", "-c", f"exec 2>&1; exec {command}"], self._environment(), self.home)
        self._staying.append((process, shown))
        if command.startswith("mosquitto_sub"):
            self._wait_subscriptions(earlier, shlex.split(command).count("-t"), r"^\d+: auto-\S+ [012] ")
        else:
            self._wait_shown(process, shown)
            topics = sum(int(count) for line in shown for count in re.findall(r"relaying (\d+) topic", line))
            self._wait_subscriptions(earlier, topics, r"^\d+: mfp-\w+ 1 ")

    def _wait_subscriptions(self, earlier, count, pattern):
        def seen():
            return sum(bool(re.search(pattern, line)) for line in self.broker.lines()[earlier:])

        poll_until(lambda: seen() >= count, f"{count} subscription(s) are in force")

    def _wait_shown(self, process, shown):
        """All shown lines come, in order, and nothing else between them."""
        found = process.output.wait(lambda line: [line], len(shown)) if shown else []
        real = [self._as_shown(line) for [line] in found or []]
        assert len(real) == len(shown) and all(map(fits, shown, real)), f"shown: {shown}\n{process.story()}"

    def finish(self):
        """What was to be said until the end has been said."""
        try:
            for process, shown in self._staying:
                self._wait_shown(process, shown)
        finally:
            for process, _ in self._staying:
                process.close()
            self._staying = []
            if self.broker:
                self.broker.close()
                self.broker = None
