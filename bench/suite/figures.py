"""The figures of the table: where each comes from, its unit, and the goal it is held against."""

from dataclasses import dataclass
from statistics import median
from typing import Callable, Optional

from .edges import EdgeAmongOthers, EdgeBesideRelay, LoadingEdges
from .experiments import LATENCY_RATE, Announcing, Checking, Traffic
from .rewiring import BUSY_RATE, FirstMessage, Rewiring, SavingBindings

MEGABYTE = 1_000_000
PROGRAM = "program"
BUSY_P99 = f"p99 of {BUSY_RATE:,} messages/s"


@dataclass(frozen=True)
class Goal:
    """`limit` is computed from the medians of the same run; nothing when what it needs was not measured."""

    text: str
    limit: Callable[[Callable], Optional[float]]


@dataclass(frozen=True)
class Figure:
    name: str
    title: str
    experiment: object
    key: str
    scale: float
    digits: int = 1
    more_is_better: bool = False
    goal: Optional[Goal] = None
    of_rounds: Callable = median

    def value(self, sample):
        return sample[self.key] * self.scale


def times(factor, relay, figure, text):
    """A goal relative to another median: `median(figure's name, relay)`, None when it is missing."""

    def limit(median):
        base = median(figure, relay)
        return None if base is None else factor * base

    return Goal(text, limit)


def fixed(number, text):
    return Goal(text, lambda _: number)


def throughput(name, qos, routes, goal=None):
    title = f"messages/s, QoS {qos}, {routes:,} routes"
    return Figure(name, title, Traffic(qos, routes), "rate", 1, 0, True, goal)


def memory(name, routes, limit):
    title = f"peak RSS, {routes:,} routes, MB"
    goal = fixed(limit, f"<= {limit} MB")
    return Figure(name, title, Traffic(1, routes), "memory", 1 / MEGABYTE, goal=goal)


def lost(name, experiment):
    """Not one round may lose a message."""
    title = "  messages lost meanwhile"
    return Figure(name, title, experiment, "lost", 1, 0, goal=fixed(0, "0"), of_rounds=max)


def rewiring(present):
    """Rows of one run: the rate, what became of the messages meanwhile, and what they took before."""
    name = f"rewirings-{present}"
    title = f"rewirings/s, beside {present:,} bindings" if present else "rewirings/s, alone"
    experiment = Rewiring(present)
    return [
        Figure(name, title, experiment, "rewirings", 1, 0, True, REWIRINGS),
        lost(f"{name}-lost", experiment),
        Figure(f"{name}-p99", f"  {BUSY_P99} meanwhile, ms", experiment, "p99", 1e3, 2),
        Figure(f"{name}-quiet", f"  {BUSY_P99} before, ms", experiment, "quiet", 1e3, 2),
    ]


def announcing(name, participants, limit, text):
    title = f"{participants:,} participants announced, ms"
    return Figure(name, title, Announcing(participants), "seconds", 1e3, goal=fixed(limit, text))


SATURATED = Traffic(1, 10)
STEADY = Traffic(1, 10, rate=LATENCY_RATE)
TRACED = Traffic(1, 10, system_calls=True)
LARGE_FILE = Checking(100_000)
NEAR_THE_BRIDGE = times(1.1, "bridge", "p99", "<= 1.1 of the bridge")
CHECK_TIME = fixed(1.5, "<= 1.5 s")
CHECK_MEMORY = fixed(80, "<= 80 MB")
BELOW_NAIVE = times(0.95, "naive", "cpu", "<= 0.95 of naive")
EDGE_COST = EdgeBesideRelay()
OTHERS_COST = EdgeAmongOthers(10_000)
LOADING = LoadingEdges(10_000)
SAVING = SavingBindings(10_000)
BINDING = FirstMessage(10_000)
NEAR_A_RELAY = fixed(1.05, "<= 1.05")
REWIRINGS = fixed(1000, ">= 1,000/s")
FLOWING = fixed(5, "<= 5 ms")
SOON = fixed(50, "<= 50 ms")

FIGURES = [
    throughput("qos0-10", 0, 10),
    throughput("qos0-10000", 0, 10_000),
    throughput("qos1-10", 1, 10, times(1, "naive", "qos1-10", ">= naive")),
    throughput("qos1-10000", 1, 10_000, times(0.95, PROGRAM, "qos1-10", ">= 0.95 of 10 routes")),
    Figure("p50", f"p50 at {LATENCY_RATE:,}/s, QoS 1, us", STEADY, "p50", 1e6, 0),
    Figure("p99", f"p99 at {LATENCY_RATE:,}/s, QoS 1, us", STEADY, "p99", 1e6, 0, goal=NEAR_THE_BRIDGE),
    Figure("cpu", "CPU us a message, QoS 1, 10 routes", SATURATED, "cpu", 1e6, goal=BELOW_NAIVE),
    Figure("cpu-10000", "CPU us a message, QoS 1, 10,000 routes", Traffic(1, 10_000), "cpu", 1e6),
    Figure("system-calls", "system calls a message, QoS 1", TRACED, "system_calls", 1),
    memory("rss-10", 10, 8),
    memory("rss-10000", 10_000, 20),
    announcing("announce-41", 41, 20, "<= 20 ms"),
    announcing("announce-10000", 10_000, 1000, "<= 1 s"),
    Figure("check-time", "check of 100,000 participants, s", LARGE_FILE, "seconds", 1, 2, goal=CHECK_TIME),
    Figure("check-rss", "peak RSS of check, MB", LARGE_FILE, "memory", 1 / MEGABYTE, goal=CHECK_MEMORY),
    Figure("edge-cpu", "CPU us a message, one core, 10 edges", EDGE_COST, "cpu", 1e6),
    Figure("edge-relay", "  through a relay of the same process", EDGE_COST, "base", 1e6),
    Figure("edge-ratio", "  edge / relay", EDGE_COST, "ratio", 1, 3, goal=NEAR_A_RELAY),
    Figure("others-cpu", "CPU us a message, one core, 10,010 edges", OTHERS_COST, "cpu", 1e6),
    Figure("others-none", "  without the others", OTHERS_COST, "base", 1e6),
    Figure("others-ratio", "  with / without", OTHERS_COST, "ratio", 1, 3, goal=NEAR_A_RELAY),
    Figure("load-edges", "10,000 edges and relays loaded, ms", LOADING, "edges", 1e3, 0, goal=fixed(1000, "<= 1 s")),
    Figure("load-relays", "  without the edges, ms", LOADING, "relays", 1e3, 0),
    *rewiring(0),
    *rewiring(10_000),
    Figure("save", "bindings/s saved one by one beside 10,000", SAVING, "bindings", 1, 0, True),
    Figure("save-p99", f"  {BUSY_P99} meanwhile, ms", SAVING, "p99", 1e3, 2, goal=FLOWING),
    lost("save-lost", SAVING),
    Figure("bind-request", "request to first message, p99, ms", BINDING, "first_p99", 1e3, goal=SOON),
    Figure("bind-answer", "  to the answer, p99, ms", BINDING, "answer_p99", 1e3),
    Figure("bind-command", "`bind` to first message, p99, ms", BINDING, "command_p99", 1e3, goal=SOON),
]


def experiments_for(figures):
    """Each experiment once, in the figures' order."""
    return list(dict.fromkeys(figure.experiment for figure in figures))
