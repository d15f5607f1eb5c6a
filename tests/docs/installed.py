"""The installed service as far as a test without systemd has it: what it tells systemd, and what the journal gets."""

import re
import uuid

from document import fits
from support.processes import Process
from support.service_manager import ServiceManager


class Service:
    """`as_shown` turns what it says into what a reader would see."""

    def __init__(self, command, environment, folder, as_shown):
        self._as_shown = as_shown
        self._heard = 0
        self._manager = ServiceManager(f"@mfp-docs-{uuid.uuid4()}")
        self._process = Process("the service", ["bash", "-c", f"exec 2>&1; exec {command}"],
                                {**environment, **self._manager.environment()}, folder)

    def check(self, command, shown):
        """The lines of `systemctl status` and `journalctl -o cat` that are the program's own."""
        for line in shown:
            status = re.fullmatch(r' *Status: "(.*)"', line)
            if status:
                self._wait_status(status.group(1))
            elif " -o cat" in command and line != "…":
                found = self._process.output.wait(lambda real, line=line: fits(line, self._as_shown(real)))
                assert found, f"shown in the journal: {line}\n{self._process.story()}"

    def _wait_status(self, shown):
        """The one that was shown last may still be in force."""
        found = self._manager.messages.wait(
            lambda message: message if fits(shown, self._as_shown(message.get("STATUS", ""))) else None,
            after=self._heard)
        assert found, f"shown as status: {shown}\nreal: {self._manager.messages.items()[self._heard:]}"
        self._heard = self._manager.messages.items().index(found[0], self._heard)

    def close(self):
        self._process.close()
        self._manager.close()
