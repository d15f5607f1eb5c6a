"""Where the measured programs lie, and how they are built."""

import os
import shutil
import subprocess
import sys

from .processes import output_of


def run_quietly(command, **where):
    """A build step: its output shows only when it fails."""
    output_of(command, stderr=subprocess.STDOUT, **where)


class Build:
    def __init__(self, source, folder, program=None):
        self.source = source
        self.folder = folder.resolve()
        self.builds_program = program is None
        self.program = self.folder / "msgflo-foreign-participant" if program is None else program.resolve()
        self.load = self.folder / "bench" / "load"
        self.stopwatch = self.folder / "bench" / "stopwatch"
        self.rewire = self.folder / "bench" / "rewire"
        self.naive_relay = self.folder / "bench" / "naive_relay"
        self.npm_folder = self.folder / "npm_relay"
        self.npm_relay = self.npm_folder / "relay.js"

    def make(self, with_npm):
        print("building …", file=sys.stderr)
        self.make_programs()
        if with_npm:
            self.install_npm_relay()

    def make_programs(self):
        configure = ["cmake", "-S", self.source, "-B", self.folder, "-DCMAKE_BUILD_TYPE=Release", "-DMFP_BENCHMARKS=ON"]
        if not (self.folder / "CMakeCache.txt").exists():
            configure += ["-G", "Ninja"] if shutil.which("ninja") else []
            configure += ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        run_quietly(configure)
        targets = ["load", "stopwatch", "rewire", "naive_relay"]
        if self.builds_program:
            targets.append("msgflo-foreign-participant")
        run_quietly(["cmake", "--build", self.folder, "--parallel", os.cpu_count(), "--target", *targets])

    def install_npm_relay(self):
        """Copies the package beside the build and installs what it needs there, unless that was done before."""
        source = self.source / "bench" / "npm_relay"
        package = (source / "package.json").read_text()
        self.npm_folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "relay.js", self.npm_relay)
        installed = self.npm_folder / "package.json"
        if installed.exists() and installed.read_text() == package and (self.npm_folder / "node_modules").exists():
            return
        installed.write_text(package)
        run_quietly(
            ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=self.npm_folder
        )
