"""Packages are built in a system that has nothing but what debian/control asks for."""

import os
import shutil

from document import ROOT

from .container import System
from .source import REVISION, unpack

BUILDER = 1000


class Builder:
    def __init__(self, bases, work, suite="bookworm", foreign=None, security=True):
        """`foreign` is the architecture to build for, when it is another one; `security` as for Bases."""
        self._bases, self._work, self._foreign = bases, work, foreign
        control = (ROOT / "debian" / "control").read_text(encoding="utf-8")
        options = f" --host-architecture={foreign} --arch-only -P cross,nocheck,nodoc" if foreign else ""
        then = (f"useradd --uid {BUILDER} builder && mkdir -p /wish/debian && cd /wish && "
                f"cat >debian/control <<'END'\n{control}END\n"
                f"DEBIAN_FRONTEND=noninteractive apt-get build-dep --yes{options} ./ && rm -r /wish")
        self._base = bases.make(suite, ["build-essential", *([f"crossbuild-essential-{foreign}"] if foreign else [])],
                                "buildd", f"amd64,{foreign}" if foreign else "amd64", then, security)

    def build(self, label, inside="build", revision=REVISION, only_binary=False, wrap=(), **environment):
        """A folder with what dpkg-buildpackage made. `inside` is the folder in which it is built, as seen there."""
        folder = self._work / f"built-{label}"
        folder.mkdir()
        tree = unpack(folder, revision=revision)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, BUILDER, BUILDER, follow_symlinks=False)
        system = System(self._base, self._bases, self._work, {f"/{inside}": folder})
        try:
            if wrap:
                system.install(wrap[0])
            options = ["--build=any" if self._foreign else "--build=binary"] if only_binary else []
            if self._foreign:
                options += [f"--host-arch={self._foreign}", "-Pcross,nocheck,nodoc"]
            log = system.run(["sh", "-c", f'cd /{inside}/{tree.name} && exec "$@"', "sh", *wrap,
                              "dpkg-buildpackage", "-us", "-uc", *options], user="builder", HOME="/tmp", **environment)
        finally:
            system.close()
        (folder / "log").write_text(log, encoding="utf-8")
        shutil.rmtree(tree)
        return folder
