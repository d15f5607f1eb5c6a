"""A private mosquitto on a free port of 127.0.0.1."""

import os
import random
import re
import shutil
import socket
from pathlib import Path

from .processes import Process
from .waiting import poll_until

OUR_CLIENTS = "test-"

COMMON_SETTINGS = """\
user root
log_dest stderr
log_type error
log_type warning
log_type notice
log_type information
log_type subscribe
log_type unsubscribe
sys_interval 3600
max_queued_messages 0
max_inflight_messages 0
"""


def mosquitto():
    found = os.environ.get("MFP_MOSQUITTO") or shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    assert os.access(found, os.X_OK), f"mosquitto is missing: {found}"
    return found


def free_port():
    """A free port below the range of outgoing connections, so that none of those takes it while a broker is down."""
    while True:
        port = random.randint(10240, 29999)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


class Broker:
    """`settings` are further lines of mosquitto.conf; `access` replaces `allow_anonymous true`."""

    def __init__(self, folder, settings="", access="allow_anonymous true", scheme="mqtt", persistence=True):
        self.port = free_port()
        self.scheme = scheme
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        storage = f"persistence true\npersistence_location {self._folder}/\n" if persistence else ""
        # A listener's own settings (TLS) follow its line.
        self._config = f"{COMMON_SETTINGS}{storage}{access}\nlistener {self.port} 127.0.0.1\n{settings}\n"
        self._process = None
        self._earlier_lines = []

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def start(self):
        config = self._folder / "mosquitto.conf"
        config.write_text(self._config, encoding="utf-8")
        self._process = Process("mosquitto", [mosquitto(), "-c", config])
        poll_until(lambda: accepts(self.port) or not self._process.running(), "mosquitto accepts connections")
        assert self._process.running(), self._process.story()
        return self

    def stop(self):
        """SIGTERM: with persistence, mosquitto saves its sessions first."""
        code = self._process.terminate(20)
        assert code == 0, self._process.story()
        self._earlier_lines += self._process.log.items()
        self._process = None

    def kill(self):
        self._process.kill9()
        self._earlier_lines += self._process.log.items()
        self._process = None

    def restart(self):
        self.stop()
        self.start()

    def close(self):
        if self._process:
            self._process.close()

    def log_position(self):
        """For `after` of the waiting calls: only what the running broker logs from now on."""
        return len(self._process.log)

    def wait_subscribed(self, topic_filter, after=0, timeout=10.0):
        """Until the program's subscription to `topic_filter` is in force; its QoS."""
        line = self._process.wait_for_log(self._line(r"([012]) " + re.escape(topic_filter)), timeout, after)
        return int(line.group(1))

    def wait_unsubscribed(self, topic_filter, after=0, timeout=10.0):
        self._process.wait_for_log(self._line(re.escape(topic_filter)), timeout, after)

    def wait_disconnected(self, count=1, after=0, timeout=10.0):
        """Until the broker noticed that `count` connections of the program are gone."""
        self._process.wait_for_log(rf"Client (?!{OUR_CLIENTS})\S+ (closed|disconnected|already)", timeout, after, count)

    @staticmethod
    def _line(pattern):
        return rf"^\d+: (?!{OUR_CLIENTS})\S+ {pattern}$"

    def lines(self):
        current = self._process.log.items() if self._process else []
        return self._earlier_lines + current

    def program_clients(self):
        """Every connection that the program opened since the first start: (client id, clean start), in order."""
        pattern = re.compile(rf"New client connected from \S+ as (?!{OUR_CLIENTS})(\S+) \(p5, c([01]),")
        return [(found.group(1), found.group(2) == "1") for found in map(pattern.search, self.lines()) if found]
