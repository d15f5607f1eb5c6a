"""The fixtures of the fault tests and the table of what they counted, printed after the run."""

import os

import pytest

SOAK = os.environ.get("MFP_SOAK") == "1"
RESULTS = pytest.StashKey[list]()


class Tally:
    """Judges a count: nothing lost, at most `allowed` doubled. Every count becomes a row of the table."""

    def __init__(self, rows):
        self._rows = rows

    def judge(self, fault, times, count, allowed):
        self._rows.append((fault, times, count, allowed))
        assert count.lost == 0, f"{fault}: lost {count.lost} of {count.sent}; {count}"
        assert count.doubled <= allowed, f"{fault}: {count.doubled} doubled, allowed {allowed}; {count}"


def pytest_configure(config):
    config.stash[RESULTS] = []


@pytest.fixture
def tally(request):
    return Tally(request.config.stash[RESULTS])


@pytest.fixture
def times():
    """How often to do it: `times(short, full)`; the full form runs with MFP_SOAK=1."""
    return lambda short, full: full if SOAK else short


@pytest.fixture
def relayed(rig):
    """Starts the program between a device and a queue: `relayed(**options)`."""

    def start(**options):
        rig.write("devices.yaml", """\
            participants:
              meter: {component: a/Meter, outports: {reading: {topic: meter/reading}}}
            """)
        mark = rig.broker.log_position()
        program = rig.run("devices.yaml", **options)
        rig.broker.wait_subscribed("meter/reading", mark)
        return program

    return start


def pytest_terminal_summary(terminalreporter, config):
    rows = config.stash[RESULTS]
    if not rows:
        return
    layout = "{:<42} {:>6} {:>9} {:>9} {:>6} {:>8} {:>8}"
    terminalreporter.section("counted messages")
    terminalreporter.line(layout.format("fault", "times", "sent", "received", "lost", "doubled", "allowed"))
    for fault, times, count, allowed in rows:
        terminalreporter.line(layout.format(fault, times, count.sent, count.unique, count.lost, count.doubled, allowed))
