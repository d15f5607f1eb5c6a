"""The steps, by name, and the table at the end."""

import argparse
import fcntl
import signal
import sys
from pathlib import Path

from document import ROOT

from . import builds, figures, service
from .container import prepare
from .context import Context
from .report import Report

STEPS = {
    "build": (builds.build, "built in a clean Debian 12, with all unit tests; lintian"),
    "twice": (builds.twice, "built again in another folder, at another time: the same bytes"),
    "boot": (service.boot, "the service on a booted system: mistakes, kill -9, a hang, no broker, purge"),
    "docs": (service.docs, "guides followed step by step on a booted system"),
    "upgrade": (service.upgrade, "an older version upgraded under traffic"),
    "autopkgtest": (service.autopkgtest, "debian/tests on a booted system"),
    "first": (figures.first, "first minutes, measured: commands, seconds, sizes, CPU"),
    "writes": (figures.writes, "what the service writes to the disk, by strace"),
    "cross": (builds.cross, "built for arm64 and armhf, tried under qemu-user"),
    "trixie": (builds.trixie, "built on Debian 13"),
}


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/package-test", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Builds the Debian packages and proves them on bare Debian systems.",
        epilog="steps:\n" + "\n".join(f"  {name:<12} {text}" for name, (_, text) in STEPS.items()) +
        "\n\nThe source is the checkout as it is: all files that git knows or would add, committed or not."
        "\nThe packages that were built are put into build/package-test/packages, logs into build/package-test/logs."
        "\nDebian systems and packages of its archive are kept there, too, systems for a day.")
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--debs", type=Path, metavar="FOLDER",
                        help="for the steps on booted systems: take the packages there instead of building them")
    parser.add_argument("--writes-seconds", type=int, default=600, metavar="N", help="how long `writes` looks (600)")
    parser.add_argument("steps", nargs="*", metavar="STEP", help="which steps; without one, all")
    chosen = parser.parse_args()
    unknown = [step for step in chosen.steps if step not in STEPS]
    if unknown:
        parser.error(f"no step {unknown[0]}; steps are {', '.join(STEPS)}")
    return chosen


def main():
    chosen = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    kept = ROOT / "build" / "package-test"
    kept.mkdir(parents=True, exist_ok=True)
    report = Report(kept / "logs")
    context = Context(kept, chosen.work, chosen.debs, chosen.writes_seconds, report)
    with (kept / "lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("error: scripts/package-test is running already; wait for its end")
        carry_out(chosen.steps or STEPS, context)
    report.show()
    return 1 if report.failures() else 0


def carry_out(steps, context):
    prepare()
    for step in steps:
        context.report.begin(step)
        try:
            STEPS[step][0](context)
        except Exception as error:  # each step stands for itself
            context.report.failed_by(error)


if __name__ == "__main__":
    sys.exit(main())
