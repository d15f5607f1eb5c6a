"""Steps on booted systems."""

import re

from document import ROOT

from .container import Failed
from .context import INSIDE
from .reader import Reader
from .source import NAME

# The pages that can be followed from top to bottom, and whether they begin with the program installed.
GUIDES = {"first-device.md": False, "raspberry-pi.md": True, "one-or-many.md": True}


def boot(context):
    with context.bare() as system:
        system.install("mosquitto", "mosquitto-clients")
        system.fetch(context.deb_inside)
        with system.booted() as machine:
            context.report.take(machine.run(f"{INSIDE}/boot", context.deb_inside))
        with system.booted() as machine:
            context.report.take(machine.run(f"{INSIDE}/boot-without-broker"))


def docs(context):
    """Each page on a system of its own."""
    for page, installed in GUIDES.items():
        with context.bare_with_broker_fetched() as system, system.booted() as machine:
            reader = Reader(machine, context.deb_inside)
            try:
                if installed:
                    reader.install()
                count = reader.follow(ROOT / "docs" / page)
                context.report.check(f"docs/{page}", True, f"{count} steps do what it says")
            except Failed as error:
                context.report.log(str(error))
                context.report.check(f"docs/{page}", False, str(error).splitlines()[0])
            finally:
                reader.close()


def upgrade(context):
    older = context.builder.build("older", revision="0", only_binary=True, DEB_BUILD_OPTIONS="nocheck")
    with context.bare(**{"/older": older}) as system:
        system.install("mosquitto", "mosquitto-clients")
        system.fetch(context.deb_inside)
        with system.booted() as machine:
            [deb] = older.glob(f"{NAME}_*.deb")
            context.report.take(machine.run(f"{INSIDE}/upgrade", f"/older/{deb.name}", context.deb_inside))


def autopkgtest(context):
    """Each test on a system of its own, since the null runner has no way back."""
    debs = [f"/debs/{deb.name}" for deb in sorted(context.debs.glob(f"{NAME}*.deb")) if "-dbgsym_" not in deb.name]
    control = (ROOT / "debian" / "tests" / "control").read_text(encoding="utf-8")
    for test in ", ".join(re.findall(r"^Tests: (.*)", control, re.M)).split(", "):
        with context.bare() as system:
            system.install("autopkgtest", "apt-utils")
            # The first two are what autopkgtest itself wants.
            system.fetch("dpkg-dev", "dpkg-repack", "mosquitto", "mosquitto-clients", *debs)
            with system.booted() as machine:
                try:
                    machine.run("autopkgtest", f"--test-name={test}", "--no-built-binaries", *debs, "/source",
                                "--ignore-restrictions=isolation-container,breaks-testbed", "--", "null")
                    context.report.check(test, True)
                except Failed as error:
                    context.report.log(str(error))
                    context.report.check(test, False)
