"""Rewiring while messages flow: bindings come and go by requests of MsgFlo's router protocol."""

import json
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from .edges import BUSY, BUSY_EDGES, await_all, edge_lines, flow, program, turn_in
from .processes import Process, output_of

BUSY_RATE = 5000
# Somewhat above the goal, so that what is carried out can reach it.
REWIRING_RATE = 1050


def bindings_file(count):
    """As the program keeps them; see core/binding.hpp."""
    return json.dumps([{"src": f"idle/{number}/t", "tgt": f"parked/{number}/t"} for number in range(count)])


@contextmanager
def router_among(present, setting):
    """The program with busy edges, its router, and so many bindings that it kept from an earlier run."""
    with turn_in(setting, BUSY_EDGES) as turn:
        state = turn.folder / "router"
        state.mkdir()
        (state / "bindings-default.json").write_text(bindings_file(present))
        with program(turn, "router", [*edge_lines(BUSY), "router: {enabled: true}"]):
            await_all(turn, BUSY)
            if present:
                await_all(turn, ("idle", "parked", present))
            yield turn


def busy_flow(turn, effort, seconds):
    return flow(turn, BUSY, seconds, effort.warm_up, BUSY_RATE)


def rewire(turn, how, *amounts):
    return [turn.build.rewire, how, turn.port, *amounts]


def flow_beside(turn, effort, how, *amounts):
    """What `load` and `rewire` measure side by side."""
    with Process(rewire(turn, how, *amounts), turn.folder / "rewire.log") as rewiring:
        sample = json.loads(output_of(busy_flow(turn, effort, effort.rewiring_seconds)))
        return {**sample, **json.loads(rewiring.output())}


@dataclass(frozen=True)
class Rewiring:
    """Bindings come and go at a rate, half of them with the source of a busy edge."""

    present: int

    relays_compared = False

    def __str__(self):
        return f"{BUSY_RATE:,} messages/s, rewired beside {self.present:,} bindings"

    def turn(self, _, setting):
        with router_among(self.present, setting) as turn:
            quiet = json.loads(output_of(busy_flow(turn, setting.effort, setting.effort.latency_seconds)))
            return {"quiet": quiet["p99"], **flow_beside(turn, setting.effort, "at-rate", REWIRING_RATE)}


@dataclass(frozen=True)
class SavingBindings:
    """Bindings are added one after another; each is answered when the file of all of them is written."""

    present: int

    relays_compared = False

    def __str__(self):
        return f"{BUSY_RATE:,} messages/s, bindings added one by one to {self.present:,}"

    def turn(self, _, setting):
        with router_among(self.present, setting) as turn:
            return flow_beside(turn, setting.effort, "one-by-one")


@dataclass(frozen=True)
class FirstMessage:
    """From the request, and from the start of the command `bind`, to the first message through the new binding."""

    present: int

    relays_compared = False

    def __str__(self):
        return f"binding beside {self.present:,} bindings"

    def turn(self, _, setting):
        count = setting.effort.bindings
        with router_among(self.present, setting) as turn:
            sample = json.loads(output_of(rewire(turn, "to-first", count)))
            times = sorted(command_time(turn, number) for number in range(count))
            return {**sample, "command_p50": median(times), "command_p99": times[(count - 1) * 99 // 100]}


def command_time(turn, number):
    begin, end = f"by-hand/{number}", f"bound/{number}"
    bind = [turn.build.program, "bind", "--queue", f"{begin}/0/t", f"{end}/0/t"]
    bind += ["--broker", f"mqtt://127.0.0.1:{turn.port}"]
    stopwatch = [turn.build.stopwatch, "carried", turn.port, 1, begin, end]
    return json.loads(output_of([*stopwatch, *bind]))["seconds"]
