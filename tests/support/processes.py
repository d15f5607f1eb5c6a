"""A child process whose lines are collected, in a process group of its own, which ends with the test."""

import os
import re
import signal
import subprocess
import threading

from .waiting import Record, stretched


class Process:
    """Starts at once. `name` is for the messages of failed tests."""

    def __init__(self, name, command, env=None, cwd=None, stdin=subprocess.DEVNULL):
        self.name = name
        self.output = Record()
        self.log = Record()
        # Should the tests themselves be killed, the kernel ends what they started.
        self._child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", *(str(part) for part in command)],
            env=env,
            cwd=cwd,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._readers = [
            threading.Thread(target=self._collect, args=pair, daemon=True)
            for pair in ((self._child.stdout, self.output), (self._child.stderr, self.log))
        ]
        for reader in self._readers:
            reader.start()

    @staticmethod
    def _collect(stream, record):
        with stream:
            for line in stream:
                record.append(line.decode("utf-8", "replace").rstrip("\n"))
        record.close()

    @property
    def pid(self):
        return self._child.pid

    def running(self):
        return self._child.poll() is None

    def write_line(self, text):
        self._child.stdin.write(text.encode() + b"\n")
        self._child.stdin.flush()

    def wait_for_log(self, pattern, timeout=10.0, after=0, count=1):
        """The last of the first `count` matches of `pattern` in stderr, from line number `after` on."""
        return self._wait(self.log, "stderr", pattern, timeout, after, count)

    def wait_for_output(self, pattern, timeout=10.0, after=0, count=1):
        return self._wait(self.output, "stdout", pattern, timeout, after, count)

    def _wait(self, record, stream, pattern, timeout, after, count):
        found = record.wait(re.compile(pattern).search, count, after, timeout)
        assert found, f"{self.name}: no line {pattern!r} on {stream}\n{self.story()}"
        return found[-1]

    def send(self, sent_signal):
        if self.running():
            self._child.send_signal(sent_signal)

    def wait_exit(self, timeout=10.0):
        """The exit code, or minus the signal's number; all output has been read then."""
        try:
            code = self._child.wait(stretched(timeout))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} still runs after {stretched(timeout):g} s\n{self.story()}") from None
        for reader in self._readers:
            reader.join(stretched(10))
        return code

    def terminate(self, timeout=5.0):
        self.send(signal.SIGTERM)
        return self.wait_exit(timeout)

    def kill9(self):
        self.send(signal.SIGKILL)
        return self.wait_exit()

    def resident_bytes(self):
        return self._bytes_of("VmRSS")

    def peak_resident_bytes(self):
        return self._bytes_of("VmHWM")

    def _bytes_of(self, name):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))

    def story(self, most=60):
        """What the process said, for the message of a failed test."""
        lines = [f"  stdout: {line}" for line in self.output.items()[-most:]]
        lines += [f"  stderr: {line}" for line in self.log.items()[-most:]]
        state = "running" if self.running() else f"ended with {self._child.returncode}"
        return f"{self.name} ({state}) said:\n" + "\n".join(lines)

    def close(self):
        """Ends the process and what it started, whatever state they are in."""
        try:
            os.killpg(self._child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._child.wait()
        if self._child.stdin:
            self._child.stdin.close()
        for reader in self._readers:
            reader.join(stretched(10))
