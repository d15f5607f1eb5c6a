"""What is run: an experiment gives one sample (a dictionary of numbers in seconds, bytes, messages) each turn."""

import functools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from .processes import Failure, Process, output_of
from .relays import RELAYS, Turn, device_lines, program_command, started_broker

LATENCY_RATE = 2000
LONGEST_ATTACH = 10


@dataclass(frozen=True)
class Effort:
    rounds: int
    seconds: float
    latency_seconds: float
    warm_up: float
    rewiring_seconds: float
    bindings: int

    def with_rounds(self, rounds):
        return replace(self, rounds=rounds) if rounds else self


FULL = Effort(rounds=5, seconds=3, latency_seconds=4, warm_up=0.5, rewiring_seconds=10, bindings=200)
QUICK = Effort(rounds=1, seconds=0.8, latency_seconds=1, warm_up=0.2, rewiring_seconds=0.8, bindings=20)


@dataclass(frozen=True)
class Setting:
    """What a turn needs to know besides its relay."""

    build: object
    effort: Effort
    folder: Path


@dataclass(frozen=True)
class Traffic:
    """Messages through a relay. Without a rate: as many as it takes."""

    qos: int
    routes: int
    rate: int = 0
    system_calls: bool = False

    relays_compared = True

    def __str__(self):
        pace = f"at {self.rate:,} messages/s" if self.rate else "as many messages as it takes"
        counting = ", counting system calls" if self.system_calls else ""
        return f"QoS {self.qos}, {self.routes:,} routes, {pace}{counting}"

    def turn(self, relay, setting):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=setting.folder)))
            broker = stack.enter_context(started_broker(folder))
            turn = Turn(folder, broker.port, self.routes, setting.build)
            load = self.load_command(turn, setting.effort)
            if RELAYS[relay] is None:
                return json.loads(output_of([*load, "--receive", "device/#"]))
            command = RELAYS[relay](turn)
            process = stack.enter_context(Process(command, folder / "relay.log", turn.environment()))
            return self.sample(process, [*load, "--pid", process.pid])

    def load_command(self, turn, effort):
        seconds = effort.latency_seconds if self.rate else effort.seconds
        return [
            *(turn.build.load, "--port", turn.port, "--qos", self.qos, "--routes", self.routes),
            *("--rate", self.rate, "--seconds", seconds, "--warm-up", effort.warm_up),
        ]

    def sample(self, process, load):
        try:
            if self.system_calls:
                return with_system_calls(process, load)
            return json.loads(output_of(load))
        except Failure as failure:
            raise Failure(f"{failure}\nThe relay's last words: {process.last_words()}") from None


@functools.cache
def can_count_with_perf():
    words = ["perf", "stat", "-e", "raw_syscalls:sys_enter", "--", "true"]
    return shutil.which("perf") is not None and subprocess.run(words, capture_output=True).returncode == 0


def with_system_calls(process, load):
    """Adds `system_calls` a message. perf does not slow the relay; strace does, where perf may not be used."""
    counts = process.log.with_name("system_calls")
    if can_count_with_perf():
        event = ["-x", ",", "-e", "raw_syscalls:sys_enter"]
        sample = json.loads(output_of(["perf", "stat", *event, "-o", counts, "-p", process.pid, "--", *load]))
        calls = next(line.split(",")[0] for line in counts.read_text().splitlines() if "sys_enter" in line)
    else:
        tracer = Process(["strace", "-c", "-f", "-o", counts, "-p", process.pid], counts.with_name("strace.log"))
        with tracer:
            await_attached(tracer)
            sample = json.loads(output_of(load))
        calls = next(line.split()[3] for line in counts.read_text().splitlines() if line.endswith(" total"))
    return {**sample, "system_calls": int(calls) / sample["received"]}


def await_attached(tracer):
    deadline = time.monotonic() + LONGEST_ATTACH
    while " attached" not in tracer.log.read_text():
        if tracer.ended() or time.monotonic() > deadline:
            raise Failure(f"strace cannot attach: {tracer.last_words()}")
        time.sleep(0.002)


@dataclass(frozen=True)
class Announcing:
    """From this program's start to the last first announcement."""

    participants: int

    relays_compared = False

    def __str__(self):
        return f"announcing {self.participants:,} participants"

    def turn(self, _, setting):
        with tempfile.TemporaryDirectory(dir=setting.folder) as folder, started_broker(Path(folder)) as broker:
            turn = Turn(Path(folder), broker.port, self.participants, setting.build)
            stopwatch = [setting.build.stopwatch, "announced", broker.port, self.participants]
            state = ["/usr/bin/env", f"STATE_DIRECTORY={folder}"]
            return json.loads(output_of([*state, *stopwatch, *program_command(turn)]))


@dataclass(frozen=True)
class Checking:
    """`check` on one large file."""

    participants: int

    relays_compared = False

    def __str__(self):
        return f"checking {self.participants:,} participants"

    def turn(self, _, setting):
        devices = setting.folder / f"check-{self.participants}.yaml"
        if not devices.exists():
            lines = device_lines(self.participants, "{{topic: device/{0}/t}}")
            devices.write_text("\n".join(lines) + "\n")
        sample = json.loads(output_of([setting.build.stopwatch, "end", setting.build.program, "check", devices]))
        if sample["status"] != 0:
            raise Failure(f"`check` ended with {sample['status']}")
        return sample


def turns_of(experiment, relays):
    if experiment.relays_compared:
        return relays
    return ["program"] if "program" in relays else []


def run_experiments(experiments, relays, build, effort, folder):
    """{(experiment, relay): samples}, each experiment in rounds, each round with a turn of every relay."""
    setting = Setting(build, effort, folder)
    samples = {}
    for place, experiment in enumerate(experiments, 1):
        print(f"{place} of {len(experiments)}: {experiment}", file=sys.stderr)
        for _ in range(effort.rounds):
            for relay in turns_of(experiment, relays):
                samples.setdefault((experiment, relay), []).append(experiment.turn(relay, setting))
    return samples
