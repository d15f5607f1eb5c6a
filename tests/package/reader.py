"""Somebody with a booted system who does what a page of the documentation says, word for word."""

import re
import time

from document import all_fit, fits, installed_steps
from support.processes import Process

from .container import Failed

PATIENCE = 30
HOME = "/root"
YES = "y\n"
PASSWORD = "secret\nsecret\n"
# What these print is that of a Raspberry Pi.
OF_ANOTHER_MACHINE = ("uname -m", "dpkg --print-architecture")
DEBUG_LINE = re.compile(r"Client \S+ |Subscribed \(mid: ")


class Reader:
    """Types into a shell in a folder with the package and the examples."""

    def __init__(self, machine, deb):
        self._machine = machine
        self._staying = []
        machine.shell(f"cp -r /source/docs/examples/. {deb} {HOME}; ln -s /etc {HOME}/etc")

    def install(self):
        """As the first page says."""
        self._machine.shell(f"cd {HOME}; apt-get install --quiet=2 ./*.deb mosquitto mosquitto-clients")

    def follow(self, page, until=None):
        """Up to the step whose output has that text; without one, the whole page. How many steps were done."""
        done = 0
        for step in installed_steps(page):
            {"write": self._write, "run": self._run, "stays": self._stay}[step.kind](step)
            done += 1
            if until and any(until in line for line in step.output):
                break
        for process, shown in self._staying:
            self._await_lines(process, shown)
        return done

    def _write(self, step):
        self._machine.shell(f'mkdir -p "$(dirname {step.target})"; cat >{step.target}', input=step.text)

    def _run(self, step):
        if step.target in OF_ANOTHER_MACHINE:
            return
        answer = PASSWORD if any("assword: " in line for line in step.output) else YES
        end = time.monotonic() + PATIENCE
        while True:
            lines = self._machine.shell(f"cd {HOME}; {step.target}", input=answer).splitlines()
            if not step.output or all_fit(step.output, lines):
                return
            if time.monotonic() > end:
                raise Failed(f"{step.target} does not print what the page shows\n" + "\n".join(lines))
            time.sleep(0.2)

    def _stay(self, step):
        """mosquitto_sub says with -d when it hears what is published; the program says it by itself."""
        subscribes = step.target.startswith("mosquitto_sub")
        command = f"stdbuf -oL {step.target} -d" if subscribes else step.target
        process = Process(command, self._machine.command("bash", "-c", f"cd {HOME}; exec 2>&1; exec {command}"))
        self._staying.append((process, step.output))
        if subscribes:
            self._await_lines(process, ["…Subscribed (mid: …"], hidden=False)
        else:
            self._await_lines(process, step.output[:1])

    @staticmethod
    def _await_lines(process, shown, hidden=True):
        for line in shown:
            if line != "…":
                def is_shown(real, line=line):
                    return fits(line, real) and not (hidden and DEBUG_LINE.match(real))

                if not process.output.wait(is_shown, timeout=PATIENCE):
                    raise Failed(f"never shown by {process.name}: {line}\n{process.story()}")

    def close(self):
        for process, _ in self._staying:
            process.close()
