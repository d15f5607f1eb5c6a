"""The visible part of scripts/demo: a private broker, simulated devices, the program, and what passes between them.

Usage: demo_view.py PROGRAM SECONDS (0: until Ctrl-C)
It sends the lines of docs/examples/payloads.tsv in turn, as a device or as the graph, and shows what comes of each.
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
from pathlib import Path

import paho.mqtt.client as paho

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
LONGEST_WAIT = 20.0  # seconds for anything that should come at once
PAUSE = 0.35  # seconds between two messages, for a person to follow
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
        self.narrow = out.isatty()
        self._coloured = self.narrow and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        signs = "──▶ ◀── ═══ …".split()
        try:
            "".join(signs).encode(out.encoding or "ascii")
        except UnicodeEncodeError:
            signs = "--> <-- === ~".split()
        self.to_graph, self.to_device, self.same, self.cut = signs

    def paint(self, name, text):
        return f"\033[{self.CODES[name]}m{text}\033[0m" if self._coloured else text

    def fit(self, text, width):
        """`text` in `width` columns; in a terminal shortened in the middle, where topics differ least."""
        if len(text) > width and self.narrow:
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
        self._client.on_connect = lambda client, *_: client.subscribe("#", 1)
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.on_message = lambda _c, _u, message: self.messages.put((message.topic, message.payload))
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        if not subscribed.wait(LONGEST_WAIT):
            raise Failed("the broker did not answer")

    def publish(self, topic, payload):
        self._client.publish(topic, payload, qos=1)

    def next(self, wanted):
        """The next message for which `wanted(topic)` holds."""
        end = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                topic, payload = self.messages.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise Failed("a message did not come through") from None
            if wanted(topic):
                return topic, payload

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()


class View:
    """What a person sees: lines, as wide as the terminal."""

    ARROW_WIDTH = 7

    def __init__(self, out, topics, queues):
        self.style = Style(out)
        self._out = out
        self._width = min(shutil.get_terminal_size((120, 24)).columns, 180)
        room = self._width - self.ARROW_WIDTH
        self._topic_width = min(max(map(len, topics)), room * 42 // 100)
        self._queue_width = min(max(map(len, queues)), room * 27 // 100)
        self._payload_width = room - self._topic_width - self._queue_width - 2

    def line(self, text="", look=None):
        text = self.style.shorten(text, self._width) if look else text
        self._out.write((self.style.paint(look, text) if look else text) + "\n")
        self._out.flush()

    def announced(self, participant):
        style = self.style
        name, kind = style.fit(participant["role"], 14), style.fit(participant["component"], 18)
        takes, sends = (", ".join(port["id"] for port in participant[side]) for side in ("inports", "outports"))
        ports = (f"takes {takes}; " if takes else "") + f"sends {sends}"
        ports = style.shorten(ports, self._width - len(name) - len(kind))
        self.line(style.paint("bold", name) + style.paint("dim", kind) + ports)

    def heading(self):
        topic, queue_name = "device's topic", "queue in the graph"
        style = self.style
        self.line()
        self.line(f"{style.to_graph} to the graph   {style.to_device} a command to the device   "
                  f"{style.same} announced, not relayed", "dim")
        self.line()
        self.line(topic.ljust(self._topic_width + self.ARROW_WIDTH) + queue_name.ljust(self._queue_width + 2) + "message",
                  "bold")

    def message(self, topic, arrow, queue_name, payload):
        style = self.style
        text = "".join(letter if letter.isprintable() else "?" for letter in payload.decode("utf-8", "replace"))
        side = "command" if arrow == style.to_device else "queue"
        self.line(style.paint("topic", style.fit(topic, self._topic_width)) + style.paint(side, f"  {arrow}  ")
                  + style.paint(side, style.fit(queue_name, self._queue_width)) + "  "
                  + style.shorten(text, self._payload_width))


class Demo:
    """Everything that runs while the demo is shown; all of it ends with `closing`."""

    def __init__(self, program, seconds, closing):
        self._until_interrupted = seconds == 0
        self._house = EXAMPLES / "house.yaml"
        self._program_file = program
        self._closing = closing
        self._folder = tempfile.mkdtemp(prefix="demo-")
        closing.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self.rows = [line.split("\t") for line in (EXAMPLES / "payloads.tsv").read_text(encoding="utf-8").splitlines()
                     if line and not line.startswith("#")]
        self.participants = self._declared()
        ports = [port for one in self.participants for port in one["inports"] + one["outports"]]
        self._queues = {port["queue"] for port in ports}
        self.view = View(sys.stdout, [name for _, name, _ in self.rows if name not in self._queues], self._queues)
        self.relayed = 0

    def _declared(self):
        printed = subprocess.run([self._program_file, "print", self._house], capture_output=True, check=True).stdout
        return [json.loads(line)["payload"] for line in printed.splitlines()]

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
        command = [self._program_file, "--broker", f"mqtt://127.0.0.1:{port}", self._house]
        program = Child("the program", command, STATE_DIRECTORY=self._folder)
        self._closing.callback(self._stop, program)
        for _ in self.participants:
            self.view.announced(json.loads(self._wire.next(lambda topic: topic == DISCOVERY)[1])["payload"])
        topics = sum(int(program.wait_line(r"relaying (\d+) topic").group(1)) for _ in self.participants)
        for _ in range(topics):
            broker.wait_line(r"^\d+: mfp-\w+ 1 ")
        self.view.heading()

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

    def pass_on(self, sender, sent_to, text):
        """One message, and what comes of it."""
        style, payload = self.view.style, text.encode()
        self._wire.publish(sent_to, payload)
        if sender == "graph":
            arrived, got = self._wire.next(lambda topic: topic not in self._queues and topic != DISCOVERY)
            self.view.message(arrived, style.to_device, sent_to, got)
        else:
            arrived, got = self._wire.next(lambda topic: topic in self._queues)
            self.view.message(sent_to, style.same if arrived == sent_to else style.to_graph, arrived, got)
        if got != payload:
            raise Failed(f"{sent_to}: the message came changed")
        self.relayed += arrived != sent_to


def show(demo, seconds):
    """Messages in turn, one each PAUSE; faster where a short time has to hold them all once."""
    demo.start()
    pause = min(PAUSE, 0.7 * seconds / len(demo.rows)) if seconds else PAUSE
    begun = time.monotonic()
    for number, row in enumerate(itertools.cycle(demo.rows)):
        time.sleep(max(0.0, begun + number * pause - time.monotonic()))
        if seconds and time.monotonic() - begun >= seconds:
            return
        demo.pass_on(*row)


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
    demo.view.line(f"{demo.relayed} messages relayed, each as it was sent. All that ran here is stopped.", "bold")


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
