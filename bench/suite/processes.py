"""Processes that end with the block that uses them, and with all that they started."""

import os
import signal
import socket
import subprocess

LONGEST_STOP = 10  # Seconds from SIGTERM to SIGKILL.


class Failure(Exception):
    """Something that a person must see to; no fault of this script."""


def started(command, output, **where):
    """In a session of its own: Ctrl-C reaches this script alone, which then ends the others in order."""
    words = [str(word) for word in command]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, start_new_session=True, **where)


def end(process):
    """Ends the process and its children; no matter when it has ended already."""
    if process.poll() is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(LONGEST_STOP)
    except ProcessLookupError:
        process.wait()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Process:
    """A running command. Leaving the block ends it; its output goes to `log`."""

    def __init__(self, command, log, environment=None):
        self.log = log
        with open(log, "wb") as output:
            self.process = started(command, output, stderr=subprocess.STDOUT, env=environment)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)

    def ended(self):
        return self.process.poll() is not None

    def output(self):
        """Ends it and returns what it wrote."""
        end(self.process)
        if self.process.returncode != 0:
            raise Failure(f"`{self.process.args[0]}` ended with {self.process.returncode}\n{self.last_words()}")
        return self.log.read_text()

    def last_words(self):
        return self.log.read_text(errors="replace").strip()[-1000:]


def output_of(command, **where):
    """Runs a command to its end and returns what it printed."""
    with started(command, subprocess.PIPE, text=True, **where) as process:
        try:
            output, _ = process.communicate()
        finally:
            end(process)
    if process.returncode != 0:
        line = " ".join(map(str, command))
        raise Failure(f"`{line}` ended with {process.returncode}\n{output[-4000:]}".strip())
    return output


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
