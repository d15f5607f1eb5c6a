"""The broker and the relays under measurement. Each carries device/N/t to queue/N/t for N below `routes`."""

import os
import shutil
import time
from dataclasses import dataclass

from .processes import Failure, Process, end, free_port

MOSQUITTO = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
LONGEST_START = 10
STARTS_TO_TRY = 3

BROKER_SETTINGS = """\
persistence false
allow_anonymous true
max_queued_messages 0
max_inflight_messages 1000
set_tcp_nodelay true
connection_messages false
log_dest stderr
log_type error
log_type information
"""


def as_root():
    return "user root\n" if os.geteuid() == 0 else ""


class Broker(Process):
    """A private mosquitto on a free port of 127.0.0.1."""

    def __init__(self, folder):
        self.port = free_port()
        settings = folder / "broker.conf"
        settings.write_text(f"listener {self.port} 127.0.0.1\n" + as_root() + BROKER_SETTINGS)
        super().__init__([MOSQUITTO, "-c", settings], folder / "broker.log")

    def runs(self):
        """Waits for the broker's own word that it listens; false when it ended instead."""
        deadline = time.monotonic() + LONGEST_START
        while not self.ended() and time.monotonic() < deadline:
            if " running\n" in self.log.read_text():
                return True
            time.sleep(0.002)
        return False


def started_broker(folder):
    """Another program may take the port between the look and the start, hence the tries."""
    for _ in range(STARTS_TO_TRY):
        broker = Broker(folder)
        try:
            if broker.runs():
                return broker
        except BaseException:
            end(broker.process)
            raise
        end(broker.process)
    raise Failure(f"mosquitto does not start: {broker.last_words()}")


@dataclass
class Turn:
    """One relay's turn: where it works and how much it has to carry."""

    folder: object
    port: int
    routes: int
    build: object

    def write(self, name, lines):
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n")
        return path

    def environment(self):
        return {**os.environ, "STATE_DIRECTORY": str(self.folder)}


def naive_command(turn):
    return [turn.build.naive_relay, turn.port, turn.routes]


def device_lines(count, port="{{topic: device/{0}/t, queue: queue/{0}/t}}"):
    yield "participants:"
    for number in range(count):
        outport = port.format(number)
        yield f"  r{number}: {{component: bench/Device, outports: {{temperature: {outport}}}}}"


def command_for(turn, devices):
    return [turn.build.program, devices, "--broker", f"mqtt://127.0.0.1:{turn.port}", "--interval", 60]


def program_command(turn):
    return command_for(turn, turn.write("devices.yaml", device_lines(turn.routes)))


def bridge_lines(turn):
    """A mosquitto that fetches from the broker in one connection, under the queues' names, and sends back in another:
    what one bridge connection brought does not leave by the same."""
    yield as_root() + BROKER_SETTINGS
    yield f"listener 0 {turn.folder}/bridge.socket"
    for name in ("in", "out"):
        yield f"connection bench-{name}"
        yield f"address 127.0.0.1:{turn.port}"
        yield "bridge_protocol_version mqttv50"
        yield "cleansession true"
        yield "notifications false"
        yield "try_private false"
        if name == "out":
            yield "topic queue/# out 1"
            continue
        for number in range(turn.routes):
            yield f'topic "" in 1 queue/{number}/t device/{number}/t'


def bridge_command(turn):
    return [MOSQUITTO, "-c", turn.write("bridge.conf", bridge_lines(turn))]


def npm_command(turn):
    node = shutil.which("node")
    if node is None:
        raise Failure("node is missing; --relays can leave npm out")
    return [node, turn.build.npm_relay, turn.port, turn.routes]


# In the order of a round. The naive relay takes part twice: what differs between the two is noise.
RELAYS = {
    "none": None,
    "naive": naive_command,
    "program": program_command,
    "bridge": bridge_command,
    "npm": npm_command,
    "naive-again": naive_command,
}
TITLES = {
    "none": "no relay",
    "naive": "naive",
    "program": "this program",
    "bridge": "bridge",
    "npm": "npm mqtt",
    "naive-again": "naive again",
}
