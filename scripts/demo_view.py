"""The visible part of scripts/demo: a private broker, simulated devices, the program, and what passes between them.

Usage: demo_view.py PROGRAM SECONDS (0: until Ctrl-C)
`simulate` plays the devices, this script is the graph and sends COMMANDS. What must come of each message it asks `try`,
and shows what really comes.
"""

import itertools
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import paho.mqtt.client as paho

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "docs" / "examples" / "house.yaml"
COMMANDS = (
    ("kitchen-plug.POWER", "true"),
    ("reading-lamp.BRIGHTNESS", "127.5"),
    ("shelf.COLOR", '"#0040FF"'),
    ("kitchen-plug.POWER", "false"),
    ("cellar-plug.TOGGLE", "true"),
    ("fan.POWER", "true"),
    ("shelf.EFFECT", "73"),
    ("roof.LIMIT", "66.6"),
    ("reading-lamp.SET", '{"state":"ON","transition":2}'),
)
LONGEST_WAIT = 20.0  # seconds for anything that should come at once
PAUSE = 0.35  # seconds between two messages of devices, for a person to follow
COMMAND_PAUSE = 1.5
DISCOVERY = "fbp"


class Stopped(Exception):
    """The time is over, or somebody pressed Ctrl-C."""


class Failed(Exception):
    """Something that should have come did not."""


def stop_at_signal(_number, _frame):
    raise Stopped


class Style:
    """Colours and signs, as far as the output takes them."""

    CODES = {"bold": "1", "dim": "2", "topic": "36", "queue": "32", "command": "33", "bad": "31"}

    def __init__(self, out):
        self._coloured = out.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        signs = "──▶ ◀── ─── ─ …".split()
        try:
            "".join(signs).encode(out.encoding or "ascii")
        except UnicodeEncodeError:
            signs = "--> <-- --- - ~".split()
        self.to_graph, self.to_device, self.none, self.rule, self.cut = signs

    def paint(self, name, text):
        return f"\033[{self.CODES[name]}m{text}\033[0m" if self._coloured else text

    def fit(self, text, width):
        """`text` in `width` columns, shortened in the middle, where topics differ least."""
        if len(text) > width:
            tail = (width - len(self.cut)) // 2
            text = text[: width - len(self.cut) - tail] + self.cut + text[len(text) - tail :]
        return text.ljust(width)

    def shorten(self, text, width):
        """`text` in at most `width` columns, shortened at its end."""
        return text if len(text) <= width else text[: max(0, width - len(self.cut))] + self.cut


class Child:
    """A process of ours whose log is read line by line. In a group of its own: Ctrl-C is ours to pass on."""

    def __init__(self, name, command, **environment):
        self.name = name
        self._lines = queue.Queue()
        self.log = []
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            errors="replace", start_new_session=True, env={**os.environ, **environment})
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self._process.stderr:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def wait_line(self, pattern):
        """The match of the next line that fits."""
        end = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                line = self._lines.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise Failed(f"{self.name} never said what was awaited; it said:\n" + "\n".join(self.log))
            self.log.append(line)
            found = re.search(pattern, line)
            if found:
                return found

    def stop(self):
        """The exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self._process.wait(LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


class Wire:
    """Everything that passes on the broker, and the hand that sends for the devices and the graph."""

    def __init__(self, port):
        self.messages = queue.Queue()
        subscribed = threading.Event()
        self._client = paho.Client("demo")
        # QoS 0: the broker then sends everything in the order in which it came.
        self._client.on_connect = lambda client, *_: client.subscribe("#", 0)
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.on_message = lambda _c, _u, message: self.messages.put(
            (message.topic, message.payload.decode("utf-8", "replace")))
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        if not subscribed.wait(LONGEST_WAIT):
            raise Failed("the broker did not answer")

    def publish(self, topic, payload):
        self._client.publish(topic, payload, qos=1)

    def next(self, seconds):
        """The next message, or nothing within that time."""
        try:
            return self.messages.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()


class View:
    """What a person sees: lines, as wide as the terminal."""

    def __init__(self, out):
        self.style = Style(out)
        self._out = out
        self._width = min(shutil.get_terminal_size((120, 24)).columns, 180)
        room = self._width - len("    ──▶  ")
        self._topic_width, self._payload_width, self._queue_width = (room * share // 100 for share in (32, 28, 24))
        self._value_width = room - self._topic_width - self._payload_width - self._queue_width

    def line(self, text="", look=None):
        text = self.style.shorten(text, self._width) if look else text
        self._out.write((self.style.paint(look, text) if look else text) + "\n")
        self._out.flush()

    def announced(self, participant):
        style = self.style
        name, kind = style.fit(participant["role"], 14), style.fit(participant["component"], 19)
        takes, sends = (", ".join(port["id"] for port in participant[side]) for side in ("inports", "outports"))
        ports = (f"takes {takes}; " if takes else "") + f"sends {sends}"
        ports = style.shorten(ports, self._width - len(name) - len(kind))
        self.line(style.paint("bold", name) + style.paint("dim", kind) + ports)

    def heading(self):
        style = self.style
        self.line()
        self.line(f"{style.to_graph} to the graph   {style.to_device} a command to the device", "dim")
        self.line()
        self.message(("device's topic", "its payload"), "   ", ("queue in the graph", "value"), HEADING)
        self.line(style.rule * self._width, "dim")

    def message(self, device, arrow, graph, looks):
        """`device` and `graph` are pairs of topic and payload."""
        style = self.style
        cells = [(device[0], self._topic_width, "topic"), (device[1], self._payload_width, "payload"),
                 (arrow, len(arrow), "queue"), (graph[0], self._queue_width, "queue"), (graph[1], self._value_width, "value")]
        texts = [(style.fit(one_line(text), width), looks.get(part)) for text, width, part in cells]
        self.line("  ".join(style.paint(look, text) if look else text for text, look in texts).rstrip())


def one_line(text):
    return "".join(letter if letter.isprintable() else "?" for letter in text)


TO_GRAPH = {"topic": "topic", "queue": "queue"}
TO_DEVICE = {"topic": "topic", "queue": "command"}
HEADING = dict.fromkeys(("topic", "payload", "queue", "value"), "bold")
PASSED_OVER = {"topic": "dim", "payload": "dim", "queue": "dim"}


@dataclass(frozen=True)
class Awaited:
    """What must come of a message."""

    source: str
    source_payload: str
    target: str
    payload: str
    since: float


class Oracle:
    """What must come of a message, as `try` says."""

    def __init__(self, program):
        self._program = program
        self._known = {}

    def results(self, topic, payload):
        """(target, payload) of each port that sends something; None for a topic that no port takes."""
        key = (topic, payload)
        if key not in self._known:
            done = subprocess.run([self._program, "try", topic, "--", payload, HOUSE], capture_output=True, text=True)
            lines = re.findall(r"^  (?:as it is )?-> (\S+)  (.*)$", done.stdout, re.MULTILINE)
            self._known[key] = lines if done.returncode == 0 else None
        return self._known[key]


class Demo:
    """Everything that runs while the demo is shown; all of it ends with `closing`."""

    def __init__(self, program, seconds, closing):
        self._until_interrupted = seconds == 0
        self._program_file = program
        self._closing = closing
        self._folder = tempfile.mkdtemp(prefix="demo-")
        closing.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self.examples = self._tested()
        self.participants = self._declared()
        self._queues = {port["queue"] for one in self.participants for port in one["inports"] + one["outports"]}
        self._oracle = Oracle(program)
        self._pending = []
        self._shown_since = None
        self.view = View(sys.stdout)
        self.relayed = 0

    def _run(self, command):
        return subprocess.run([self._program_file, command, HOUSE], capture_output=True, check=True, text=True).stdout

    def _tested(self):
        """How many examples the devices' definitions have; all of them pass."""
        passed = re.search(r"^(\S+) passed, 0 failed$", self._run("test"), re.MULTILINE).group(1)
        return int(re.sub(r"\D", "", passed))

    def _declared(self):
        return [json.loads(line)["payload"] for line in self._run("print").splitlines()]

    def start(self):
        """Until the devices are announced and their topics relayed."""
        broker, port = self._start_broker()
        self.view.line("A house of MQTT devices joins a MsgFlo graph", "bold")
        self.view.line(f"docs/examples/house.yaml, private broker 127.0.0.1:{port}, simulated devices", "dim")
        if self._until_interrupted:
            self.view.line("Ctrl-C ends it.", "dim")
        self.view.line()
        self._wire = Wire(port)
        self._closing.callback(self._wire.close)
        self._broker_options = ["--broker", f"mqtt://127.0.0.1:{port}"]
        program = self._start_program("the program", [])
        for _ in self.participants:
            self._show_announcement()
            program.wait_line(r"announced: .*; relaying")
        for _ in self._noted_topics():
            broker.wait_line(r"^\d+: mfp-\w+ 1 ")
        self.view.line()
        self.view.line(f"The {self.examples} examples of these definitions pass (msgflo-foreign-participant test).", "dim")
        self.view.heading()

    def play(self, pause):
        """Starts the simulated devices: a message each `pause`."""
        self._start_program("the simulation", ["simulate", "--force", "--speed", f"{1 / pause:.3f}"])

    def _start_program(self, name, arguments):
        child = Child(name, [self._program_file, *arguments, *self._broker_options, HOUSE], STATE_DIRECTORY=self._folder)
        self._closing.callback(self._stop, child)
        return child

    def _noted_topics(self):
        """What the program subscribes to; it notes that down before it does."""
        return [line for path in Path(self._folder).glob("session-*")
                for line in path.read_text(encoding="utf-8").splitlines()]

    def _show_announcement(self):
        end = time.monotonic() + LONGEST_WAIT
        while message := self._wire.next(end - time.monotonic()):
            if message[0] == DISCOVERY:
                return self.view.announced(json.loads(message[1])["payload"])
        raise Failed("a device was not announced")

    def _start_broker(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        config = Path(self._folder, "mosquitto.conf")
        config.write_text(f"user root\nlistener {port} 127.0.0.1\nallow_anonymous true\nlog_dest stderr\nlog_type all\n",
                          encoding="ascii")
        broker = Child("the broker", [shutil.which("mosquitto") or "/usr/sbin/mosquitto", "-c", config])
        self._closing.callback(broker.stop)
        broker.wait_line(r"mosquitto version \S+ running")
        return broker, port

    @staticmethod
    def _stop(program):
        code = program.stop()
        if code != 0:
            raise Failed(f"the program ended with {code}; it said:\n" + "\n".join(program.log))

    def command(self, queue_name, payload):
        self._wire.publish(queue_name, payload)

    def watch(self, until):
        """Shows what passes until that time, or until one of the messages that must come is late."""
        while (left := until - time.monotonic()) > 0:
            if message := self._wire.next(min(left, 0.1)):
                self._look_at(*message)
            if self._pending and time.monotonic() - self._pending[0].since > LONGEST_WAIT:
                raise Failed(f"a message did not come through: {self._pending[0]}")

    def finish(self):
        """Until all that is under way has come."""
        while self._pending and (message := self._wire.next(LONGEST_WAIT)):
            self._look_at(*message)
        if self._pending:
            raise Failed(f"a message did not come through: {self._pending[0]}")

    def _look_at(self, topic, payload):
        if topic == DISCOVERY:
            return
        awaited = next((one for one in self._pending if (one.target, one.payload) == (topic, payload)), None)
        if awaited:
            self._pending.remove(awaited)
            self._show(awaited)
        elif topic in self._queues and topic not in dict(COMMANDS):
            raise Failed(f"{topic}: nothing said that {payload} would come")
        elif results := self._oracle.results(topic, payload):
            now = time.monotonic()
            self._pending += [Awaited(topic, payload, target, made, now) for target, made in results]
        elif results is not None and payload:
            self._shown_since = None
            self.view.message((topic, payload), self.view.style.none, ("nothing", ""), PASSED_OVER)

    def _show(self, came):
        self.relayed += 1
        source, target = (came.source, came.source_payload), (came.target, came.payload)
        if came.source in self._queues:
            self.view.message(target, self.view.style.to_device, source, TO_DEVICE)
        elif came.since == self._shown_since:
            # Another port of the same message.
            self.view.message(("", ""), self.view.style.to_graph, target, TO_GRAPH)
        else:
            self.view.message(source, self.view.style.to_graph, target, TO_GRAPH)
        self._shown_since = came.since


def show(demo, seconds):
    """Everything in turn; faster where a short time has to hold it all once."""
    demo.start()
    pause, command_pause = PAUSE, COMMAND_PAUSE
    if seconds:
        pause = min(pause, 0.6 * seconds / demo.examples)
        command_pause = min(command_pause, 0.6 * seconds / len(COMMANDS))
    demo.play(pause)
    end = time.monotonic() + (seconds or float("inf"))
    for number, command in enumerate(itertools.cycle(COMMANDS)):
        demo.watch(min(end, time.monotonic() + command_pause))
        if time.monotonic() >= end:
            return demo.finish()
        demo.command(*command)


def main(program, seconds):
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in signals:
        signal.signal(number, stop_at_signal)
    with ExitStack() as closing:
        demo = Demo(program, seconds, closing)
        try:
            show(demo, seconds)
        except Stopped:
            demo.view.line()
        finally:
            for number in signals:
                signal.signal(number, signal.SIG_IGN)
    demo.view.line()
    demo.view.line(f"{demo.relayed} messages relayed, each as the definitions say. All that ran here is stopped.", "bold")


if __name__ == "__main__":
    try:
        main(os.path.abspath(sys.argv[1]), int(sys.argv[2]))
    except Stopped:
        pass
    except BrokenPipeError:
        # Who read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (Failed, OSError, subprocess.CalledProcessError) as failure:
        sys.exit(f"error: {failure}")
