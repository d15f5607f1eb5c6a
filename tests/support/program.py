"""The program under test, as its users start it."""

import os
import re
from pathlib import Path

from .processes import Process

ROOT = Path(__file__).resolve().parents[2]
SANITIZER = re.compile(r"ERROR: (Address|Leak)Sanitizer|WARNING: ThreadSanitizer|ThreadSanitizer:|runtime error:")
WARNING = re.compile(r"^(warning|error|critical): ")


def binary():
    path = Path(os.environ.get("MFP_BINARY", ROOT / "build" / "msgflo-foreign-participant"))
    assert os.access(path, os.X_OK), f"the program is missing: {path}; build it or set MFP_BINARY"
    return path.resolve()


class Program(Process):
    """`state` is the state folder; `executable` another name for the binary, such as a link."""

    def __init__(self, arguments, state, executable=None, env=None, cwd=None):
        everything = {key: value for key, value in os.environ.items() if key != "MSGFLO_BROKER"}
        everything["STATE_DIRECTORY"] = str(state)
        everything.update(env or {})
        command = [executable or binary(), *arguments]
        super().__init__(Path(command[0]).name, command, everything, cwd)

    def warnings(self):
        return [line for line in self.log.items() if WARNING.match(line)]

    def wait_announced(self, role, timeout=10.0, after=0):
        """The line that says how many ports are announced and how many topics relayed."""
        return self.wait_for_log(rf"^info: {re.escape(role)} announced: (.*)$", timeout, after).group(1)

    def assert_sane(self):
        """No sanitizer complained."""
        complaints = [line for line in self.log.items() + self.output.items() if SANITIZER.search(line)]
        assert not complaints, self.story(400)

    def assert_clean_stop(self):
        """Ends at SIGTERM with 0 and never warned."""
        code = self.terminate()
        self.assert_sane()
        assert code == 0, f"exit code {code} at SIGTERM\n{self.story()}"
        assert self.warnings() == [], self.story()
