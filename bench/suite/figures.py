"""The figures of the table: where each comes from, its unit, and the goal it is held against."""

from dataclasses import dataclass
from typing import Callable, Optional

from .experiments import LATENCY_RATE, Announcing, Checking, Traffic

MEGABYTE = 1_000_000
PROGRAM = "program"


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

    def value(self, sample):
        return sample[self.key] * self.scale


def times(factor, relay, figure, text):
    """A goal relative to another median: `median(figure's name, relay)`, None when it is missing."""

    def limit(median):
        base = median(figure, relay)
        return None if base is None else factor * base

    return Goal(text, limit)


def at_most(number, text):
    return Goal(text, lambda _: number)


def throughput(name, qos, routes, goal=None):
    title = f"messages/s, QoS {qos}, {routes:,} routes"
    return Figure(name, title, Traffic(qos, routes), "rate", 1, 0, True, goal)


def memory(name, routes, limit):
    title = f"peak RSS, {routes:,} routes, MB"
    goal = at_most(limit, f"<= {limit} MB")
    return Figure(name, title, Traffic(1, routes), "memory", 1 / MEGABYTE, goal=goal)


def announcing(name, participants, limit, text):
    title = f"{participants:,} participants announced, ms"
    return Figure(name, title, Announcing(participants), "seconds", 1e3, goal=at_most(limit, text))


SATURATED = Traffic(1, 10)
STEADY = Traffic(1, 10, rate=LATENCY_RATE)
TRACED = Traffic(1, 10, system_calls=True)
LARGE_FILE = Checking(100_000)
NEAR_THE_BRIDGE = times(1.1, "bridge", "p99", "<= 1.1 of the bridge")
CHECK_TIME = at_most(1.5, "<= 1.5 s")
CHECK_MEMORY = at_most(80, "<= 80 MB")
BELOW_NAIVE = times(0.95, "naive", "cpu", "<= 0.95 of naive")

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
]


def experiments_for(figures):
    """Each experiment once, in the figures' order."""
    return list(dict.fromkeys(figure.experiment for figure in figures))
