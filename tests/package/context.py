"""What the steps share: Debian systems, and the packages, which are built when first wanted."""

import contextlib
import functools
import shutil

from .building import Builder
from .container import Bases, System
from .source import NAME, unpack

# What a Raspberry Pi OS has, too: an init, sudo, and tools to look at processes.
BARE = ("systemd-sysv", "dbus", "sudo", "procps")

# The scripts that run there.
INSIDE = "/source/tests/package/inside"
DEVICES = f"/etc/{NAME}/devices.yaml"


class Context:
    def __init__(self, kept, work, debs, writes_seconds, report):
        self.bases = Bases(kept)
        self.work, self.report, self.writes_seconds = work, report, writes_seconds
        self._debs = debs and debs.resolve()
        self._packages = kept / "packages"

    @functools.cached_property
    def builder(self):
        return Builder(self.bases, self.work)

    def build(self):
        """The folder with the result of the whole build, which is kept."""
        self.report.progress("building the packages")
        folder = self.builder.build("all")
        shutil.rmtree(self._packages, ignore_errors=True)
        shutil.copytree(folder, self._packages)
        self._debs = self._packages
        return folder

    @property
    def debs(self):
        """Packages of this source: those that were given, or built when first wanted."""
        return self._debs or self.build()

    @property
    def deb(self):
        """The package with the program."""
        [found] = self.debs.glob(f"{NAME}_*_amd64.deb")
        return found

    @property
    def deb_inside(self):
        return f"/debs/{self.deb.name}"

    @functools.cached_property
    def source(self):
        """The checkout without what git does not know."""
        return unpack(self.work / "source")

    @contextlib.contextmanager
    def bare(self, **binds):
        """A system that is not booted yet, with the source at /source and the packages at /debs."""
        system = System(self.bases.make("bookworm", BARE), self.bases, self.work,
                        {"/source": self.source, "/debs": self.debs, **binds})
        try:
            yield system
        finally:
            system.close()

    @contextlib.contextmanager
    def bare_with_broker_fetched(self):
        """As it is when all has been downloaded that will be installed."""
        with self.bare() as system:
            system.fetch(self.deb_inside, "mosquitto", "mosquitto-clients")
            yield system
