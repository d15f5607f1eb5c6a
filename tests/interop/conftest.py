"""MsgFlo's own tools from npm, installed once into the build folder."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.processes import Process
from support.program import ROOT

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from coordinator import Coordinator  # noqa: E402  (after the path to it is known)
from participants import Neighbours  # noqa: E402


class Packages:
    """The installed packages and how to start their programs."""

    def __init__(self, folder):
        self.modules = folder / "node_modules"

    def start(self, tool, *arguments, cwd, env=None):
        """A program of these packages, such as `msgflo-register`."""
        command = ["node", self.modules / ".bin" / tool, *arguments]
        return Process(tool, command, {**os.environ, **(env or {})}, cwd)

    def start_script(self, script, *arguments, env=None):
        """A script of this folder, which can use these packages."""
        everything = {**os.environ, "NODE_PATH": str(self.modules), **(env or {})}
        return Process(script, ["node", HERE / script, *arguments], everything, stdin=subprocess.PIPE)


@pytest.fixture(scope="session")
def packages():
    folder = Path(os.environ.get("MFP_INTEROP_DIR", ROOT / "build" / "interop"))
    folder.mkdir(parents=True, exist_ok=True)
    # Of tests that run side by side one installs them, and the others wait for it.
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(folder)
    return Packages(folder)


def install(folder):
    listed = (HERE / "package-lock.json").read_bytes()
    wanted, stamp = hashlib.sha256(listed).hexdigest(), folder / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder / name)
    # None of the packages needs its install script: those only compile optional speed-ups.
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True, timeout=600)
    stamp.write_text(wanted)


@pytest.fixture
def neighbours(rig, packages):
    neighbours = Neighbours(rig, packages)
    try:
        yield neighbours
    finally:
        neighbours.close()


@pytest.fixture
def coordinate(rig, packages):
    """Starts MsgFlo's coordinator, with a graph or without, and waits until it hears every announcement."""
    with ExitStack() as ending:

        def start(graph=None, env=None):
            mark = rig.broker.log_position()
            coordinator = Coordinator(rig, packages, graph, env)
            ending.callback(coordinator.close)
            rig.broker.wait_subscribed("fbp", mark, timeout=40)
            return coordinator

        yield start
