"""Steps that build."""

import filecmp
import re

from .building import Builder
from .container import Failed, System, Unreachable, run
from .context import INSIDE
from .source import NAME

BROKER = ("mosquitto", "mosquitto-clients")


def build(context):
    folder = context.build()
    tests = re.findall(r"^\d+% tests passed, .*", (folder / "log").read_text(encoding="utf-8"), re.M)
    context.report.check("built in a clean Debian 12", True, f"{len(list(folder.glob('*.deb')))} packages")
    context.report.check("its unit tests", tests and all(line.startswith("100%") for line in tests), "; ".join(tests))
    [changes] = folder.glob("*.changes")
    try:
        hints = run(["lintian", "--pedantic", "--allow-root", "--fail-on=error,warning", str(changes)])
        found = f"no errors or warnings, {len(hints.splitlines())} other hints"
        context.report.check("lintian --pedantic", True, found)
    except Failed as error:
        context.report.log(str(error))
        context.report.check("lintian --pedantic", False)


def twice(context):
    """Other folder, time, language and time zone."""
    again = context.builder.build("again", "elsewhere/deeper", only_binary=True, wrap=("faketime", "+400 days"),
                                  TZ="Asia/Tokyo", LC_ALL="C", DEB_BUILD_OPTIONS="nocheck")
    for first in sorted(context.debs.glob("*.deb")):
        same = filecmp.cmp(first, again / first.name, shallow=False)
        context.report.check(f"the same bytes: {first.name}", same)
        if not same:
            try:
                run(["diffoscope", str(first), str(again / first.name)])
            except Failed as error:
                context.report.log(str(error))


def cross(context):
    for architecture, qemu in (("armhf", "arm"), ("arm64", "aarch64")):
        context.report.progress(f"building for {architecture}")
        try:
            builder, base = _foreign(context, architecture)
        except Unreachable as error:
            _not_tried(context, architecture, error)
            continue
        [deb] = builder.build(architecture, only_binary=True).glob(f"{NAME}_*_{architecture}.deb")
        _smoke(context, base, deb, [f"/host/qemu-{qemu}-static"])


def _foreign(context, architecture):
    """A builder and a base. The archive of security updates has its own index of each architecture, and is the one that
    may be half renewed; versions have to be the same on both, so it is left out for both."""
    try:
        return _foreign_from(context, architecture, security=True)
    except Unreachable as error:
        context.report.log(str(error))
        found = _foreign_from(context, architecture, security=False)
        context.report.add(architecture, "without Debian's security updates: their archive is not whole", "", None)
        return found


def _foreign_from(context, architecture, security):
    return (Builder(context.bases, context.work, foreign=architecture, security=security),
            context.bases.make("bookworm", BROKER, architectures=f"amd64,{architecture}", security=security))


def trixie(context):
    try:
        builder = Builder(context.bases, context.work, suite="trixie")
        base = context.bases.make("trixie", BROKER)
    except Unreachable as error:
        _not_tried(context, "Debian 13", error)
        return
    [deb] = builder.build("trixie").glob(f"{NAME}_*_amd64.deb")
    _smoke(context, base, deb, [])


def _not_tried(context, what, error):
    context.report.log(str(error))
    context.report.add(what, "the archive is not reachable, or not whole", "", None)


def _smoke(context, base, deb, emulator):
    """Installs the package and runs the program, through the emulator if need be."""
    binds = {"/debs": deb.parent, "/host": "/usr/bin", "/source": context.source}
    system = System(base, context.bases, context.work, binds)
    try:
        system.install(f"/debs/{deb.name}")
        context.report.check(f"installs: {deb.name}", True)
        context.report.take(system.run([f"{INSIDE}/smoke", *emulator, f"/usr/bin/{NAME}"]))
    finally:
        system.close()
