"""What was found, as one table."""

import sys
import time
import traceback
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    step: str
    what: str
    found: str
    goal: str
    good: bool | None  # None: could not be tried, or has no goal


class Report:
    """What commands print goes to a file for each step in the folder `logs`."""

    def __init__(self, logs):
        self._rows = []
        self._logs = logs
        self._step = ""
        self._began = time.monotonic()
        logs.mkdir(exist_ok=True)

    def begin(self, step):
        self._step = step
        (self._logs / f"{step}.log").write_text("", encoding="utf-8")
        self.progress("begins")

    def log(self, text):
        with (self._logs / f"{self._step}.log").open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")

    def progress(self, text):
        print(f"{time.monotonic() - self._began:6.0f} s  {self._step}: {text}", file=sys.stderr, flush=True)

    def add(self, what, found, goal, good):
        self._rows.append(Row(self._step, what, found, goal, good))
        mark = {True: "passed", False: "FAILED", None: "-"}[good]
        self.progress(f"{what}: {found} ({goal}) {mark}" if goal else f"{what}: {found} {mark}")

    def check(self, what, good, found=""):
        self.add(what, found or ("yes" if good else "no"), "", bool(good))

    def at_most(self, what, value, goal, unit):
        self.add(what, f"{value:.4g} {unit}", f"<= {goal:g} {unit}", value <= goal)

    def take(self, lines):
        """The lines of a script in inside/: `passed` or `failed`, what, found; other lines are its log."""
        for line in lines.splitlines():
            good, *rest = line.split("\t")
            if good in ("passed", "failed") and len(rest) == 2:
                self.check(rest[0], good == "passed", rest[1])
            else:
                self.log(line)

    def failed_by(self, error):
        """The step broke off."""
        self.log("".join(traceback.format_exception(error)))
        self.add("all of the step", str(error).splitlines()[0][:100], "", False)

    def failures(self):
        return sum(row.good is False for row in self._rows)

    def show(self):
        heads = ("step", "what", "found", "goal", "")
        marks = {True: "passed", False: "FAILED", None: "-"}
        lines = [heads, *((row.step, row.what, row.found, row.goal, marks[row.good]) for row in self._rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        if self.failures():
            print(f"Look into {self._logs}.")
        print(f"{sum(row.good is True for row in self._rows)} passed, {self.failures()} failed", flush=True)
