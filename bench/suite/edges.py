"""What edges of the graph cost: this program alone, against itself in the same turn."""

import json
import os
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .processes import Process, output_of
from .relays import Turn, command_for, started_broker

BUSY_EDGES = 10
PORTS_OF_A_PARTICIPANT = 100
# A bundle is the beginning, the end and the number of routes from BEGINNING/N/t to END/N/t.
BUSY = ("outlet", "inlet", BUSY_EDGES)
FROM_DEVICES = "topic: device/{0}/t, "


def port_lines(direction, prefix, count, topic=""):
    """Ports t0, t1, … with the queues PREFIX/N/t, a hundred to a participant; with a topic each is a relay."""
    for first in range(0, count, PORTS_OF_A_PARTICIPANT):
        numbers = range(first, min(first + PORTS_OF_A_PARTICIPANT, count))
        ports = ", ".join(f"t{number}: {{{topic.format(number)}queue: {prefix}/{number}/t}}" for number in numbers)
        yield f"  {prefix}{first}: {{component: bench/Device, {direction}: {{{ports}}}}}"


def participant_lines(bundles, topic=""):
    yield "participants:"
    for beginning, end, count in bundles:
        yield from port_lines("outports", beginning, count, topic)
        yield from port_lines("inports", end, count)


def connection_lines(bundles):
    yield "connections:"
    for beginning, end, count in bundles:
        for number in range(count):
            owner = number - number % PORTS_OF_A_PARTICIPANT
            yield f"  - {beginning}{owner} T{number} -> T{number} {end}{owner}"


def edge_lines(*bundles):
    yield from participant_lines(bundles)
    yield from connection_lines(bundles)


@contextmanager
def turn_in(setting, routes):
    """A folder and a broker of its own."""
    with tempfile.TemporaryDirectory(dir=setting.folder) as name, started_broker(Path(name)) as broker:
        yield Turn(Path(name), broker.port, routes, setting.build)


@contextmanager
def one_core():
    """All that is started meanwhile shares a core. Otherwise the chance of who runs beside whom decides how many
    messages come at a time, which makes half or twice the CPU of a message."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def program(turn, name, lines):
    """The program under way, with FOLDER/NAME for its state."""
    state = turn.folder / name
    state.mkdir(exist_ok=True)
    command = command_for(turn, turn.write(f"{name}.yaml", lines))
    return Process(["/usr/bin/env", f"STATE_DIRECTORY={state}", *command], turn.folder / f"{name}.log")


def flow(turn, bundle, seconds, warm_up, rate=0, process=None):
    """The command that sends messages through a bundle and measures them."""
    beginning, end, count = bundle
    return [
        *(turn.build.load, "--port", turn.port, "--qos", 1, "--routes", count, "--rate", rate),
        *("--send", beginning, "--receive", f"{end}/+/t", "--seconds", seconds, "--warm-up", warm_up),
        *("--pid", process.pid if process else 0),
    ]


def await_all(turn, bundle):
    """Even a short load begins when every route has carried a message."""
    output_of(flow(turn, bundle, seconds=0.01, warm_up=0))


def cpu_beside(turn, effort, base, other):
    """CPU of a message through two (bundle, process), in short turns, so that what drifts falls on both."""
    cpu = {base: [], other: []}
    lost = 0
    for bundle, process in (base, other, other, base) * 2:
        sample = json.loads(output_of(flow(turn, bundle, effort.seconds / 4, effort.warm_up / 4, process=process)))
        cpu[bundle, process].append(sample["cpu"])
        lost += sample["lost"]
    medians = {"base": median(cpu[base]), "cpu": median(cpu[other])}
    return {**medians, "ratio": medians["cpu"] / medians["base"], "lost": lost}


@dataclass(frozen=True)
class EdgeBesideRelay:
    """CPU of a message through an edge, beside one through a relay of the same process."""

    relays_compared = False

    def __str__(self):
        return f"QoS 1, {BUSY_EDGES} edges beside {BUSY_EDGES} relays"

    def turn(self, _, setting):
        relays = ("device", "queue", BUSY_EDGES)
        lines = [
            *participant_lines([BUSY]),
            *port_lines("outports", "queue", BUSY_EDGES, FROM_DEVICES),
            *connection_lines([BUSY]),
        ]
        with one_core(), turn_in(setting, BUSY_EDGES) as turn, program(turn, "both", lines) as process:
            return cpu_beside(turn, setting.effort, (relays, process), (BUSY, process))


@dataclass(frozen=True)
class EdgeAmongOthers:
    """CPU of a message through edges of a process with thousands of others, beside one of a process without them; on
    one broker, since how fast that is shows in it."""

    others: int

    relays_compared = False

    def __str__(self):
        return f"QoS 1, {BUSY_EDGES} edges, and {BUSY_EDGES} among {self.others:,} others"

    def turn(self, _, setting):
        among = ("source", "target", BUSY_EDGES)
        idle = ("idle", "parked", self.others)
        with one_core(), ExitStack() as stack:
            turn = stack.enter_context(turn_in(setting, BUSY_EDGES))
            few = stack.enter_context(program(turn, "few", edge_lines(BUSY)))
            many = stack.enter_context(program(turn, "many", edge_lines(among, idle)))
            await_all(turn, idle)
            return cpu_beside(turn, setting.effort, (BUSY, few), (among, many))


@dataclass(frozen=True)
class LoadingEdges:
    """From the program's start to the first message through the last relay and edge, beside the same without edges."""

    edges: int

    relays_compared = False

    def __str__(self):
        return f"loading {self.edges:,} edges"

    def turn(self, _, setting):
        bundles = [("outlet", "inlet", self.edges)]
        participants = list(participant_lines(bundles, FROM_DEVICES))
        return {
            "relays": self.seconds(setting, participants, "outlet"),
            "edges": self.seconds(setting, [*participants, *connection_lines(bundles)], "inlet"),
        }

    def seconds(self, setting, lines, end):
        with turn_in(setting, self.edges) as turn:
            command = command_for(turn, turn.write("devices.yaml", lines))
            state = ["/usr/bin/env", f"STATE_DIRECTORY={turn.folder}"]
            stopwatch = [setting.build.stopwatch, "carried", turn.port, self.edges, "device", end]
            return json.loads(output_of([*state, *stopwatch, *command]))["seconds"]
