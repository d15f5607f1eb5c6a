"""MsgFlo's own tools from npm, installed once into the build folder."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.processes import Process
from support.program import ROOT

HERE = Path(__file__).parent


class Packages:
    """The installed packages and how to start their programs."""

    def __init__(self, folder):
        self.modules = folder / "node_modules"

    def start(self, tool, *arguments, cwd, env=None):
        """A program of these packages, such as `msgflo-register`."""
        command = ["node", self.modules / ".bin" / tool, *arguments]
        return Process(tool, command, {**os.environ, **(env or {})}, cwd)

    def start_script(self, script, *arguments, **options):
        env = {**os.environ, "NODE_PATH": str(self.modules)}
        return Process(script, ["node", HERE / script, *arguments], env, stdin=subprocess.PIPE, **options)


@pytest.fixture(scope="session")
def packages():
    folder = Path(os.environ.get("MFP_INTEROP_DIR", ROOT / "build" / "interop"))
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    wanted, stamp = hashlib.sha256(lock).hexdigest(), folder / "installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        # None of the packages needs its install script: those only compile optional speed-ups.
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True,
                       timeout=600)
        stamp.write_text(wanted)
    return Packages(folder)
