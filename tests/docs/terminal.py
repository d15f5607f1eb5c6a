"""A reader's terminal: a folder with the examples, the program and the mosquitto tools in the PATH, a broker."""

import itertools
import os
import re
import shlex
import shutil
import subprocess
import socket
import threading

from document import ROOT, fits
from installed import Service
from support.broker import Broker, free_port
from support.processes import Process
from support.program import binary
from support.waiting import poll_until, stretched

SETTINGS = "etc/msgflo-foreign-participant"
CONNACK_OLD_REFUSES_VERSION = b"\x20\x02\0\x01"


class FakeBroker:
    """Answers each CONNECT with the same bytes."""

    def __init__(self, answer):
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                if connection.recv(65536):
                    connection.sendall(self._answer)
                connection.recv(65536)  # until the program has had enough

    def lines(self):
        return []

    def close(self):
        self._listener.close()


class NoBroker:
    """A port on which nobody listens."""

    def __init__(self):
        self.port = free_port()

    def lines(self):
        return []

    def close(self):
        pass


def sources_in(folder):
    """The topics that a running program takes messages from, as it notes them down for its next start."""
    # With a suffix they are of another kind, or not yet whole.
    files = [path for path in folder.glob("session-*") if not path.suffix]
    return {line for path in files for line in path.read_text(encoding="utf-8").splitlines()}


class Terminal:
    def __init__(self, folder):
        self.home = folder / "reader"
        self._bin = folder / "bin"
        self._folder = folder
        self._staying = []
        self._service = None
        self._code = 0
        self.broker = None
        # With the library, to which `participants` there is a link.
        shutil.copytree(ROOT / "docs" / "examples", self.home)
        self._bin.mkdir()
        (self._bin / "msgflo-foreign-participant").symlink_to(binary())
        # As the package has it; `participants` stands for the library of the package.
        for folder in (self.home / SETTINGS, self.home / SETTINGS / "devices.d"):
            folder.mkdir(parents=True)
            (folder / "participants").symlink_to(ROOT / "participants")
        self.use_broker("open")

    def use_broker(self, kind):
        """open, guarded (wants a password), old (MQTT 3.1.1 only), away, configured (by the files that the document
        has put into /etc/mosquitto)."""
        self.finish()
        folder = self._folder / f"mosquitto-{kind}"
        self.broker = {
            "open": lambda: Broker(folder).start(),
            "guarded": lambda: Broker(folder, access="allow_anonymous false").start(),
            "old": lambda: FakeBroker(CONNACK_OLD_REFUSES_VERSION),
            "away": NoBroker,
            "configured": lambda: Broker(folder, access=self._mosquitto_settings()).start(),
        }[kind]()
        for tool in ("mosquitto_sub", "mosquitto_pub"):
            wrapper = self._bin / tool
            wrapper.write_text(f'#!/bin/sh\nexec {shutil.which(tool)} -h 127.0.0.1 -p {self.broker.port} "$@"\n')
            wrapper.chmod(0o755)

    def _mosquitto_settings(self):
        """What the document says, but for the port."""
        files = sorted((self.home / "etc" / "mosquitto" / "conf.d").glob("*.conf"))
        lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
        assert "listener 1883" in lines, "devices in the network cannot reach this broker"
        return "\n".join(lines).replace("listener 1883\n", "").replace("/etc/", f"{self.home}/etc/")

    def _environment(self, state="state"):
        kept = {key: value for key, value in os.environ.items() if key not in ("MSGFLO_BROKER", "XDG_STATE_HOME")}
        return {**kept, "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}", "HOME": str(self._folder),
                "STATE_DIRECTORY": str(self._folder / state), "MSGFLO_BROKER": f"mqtt://127.0.0.1:{self.broker.port}"}

    def _as_shown(self, line, command=""):
        """The real broker's place and version as a reader of the documentation sees them."""
        line = line.replace(f"127.0.0.1:{self.broker.port}", "localhost")
        # Readers have no MSGFLO_BROKER; with theirs, the file that is named there decides.
        line = line.replace("given by MSGFLO_BROKER", self._broker_origin(command))
        line = re.sub(rf"(?<![\w/]){SETTINGS}", f"/{SETTINGS}", line)
        line = re.sub(r"(configuration of) \d\d:\d\d", r"\1 14:03", line)
        return re.sub(r"mosquitto \d+\.\d+\.\d+", "mosquitto 2.0.11", line)

    def _broker_origin(self, command):
        named = [self.home / word for word in command.split() if not word.startswith("-")]
        files = [file for path in named for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
        naming = [file.relative_to(self.home) for file in files
                  if file.suffix == ".yaml" and file.is_file() and re.search(r"(?m)^broker:", file.read_text(encoding="utf-8"))]
        return f"named in {naming[0]}" if naming else "the default"

    def _shown(self, lines, command):
        """Without the warning that MSGFLO_BROKER, which only names the private broker, goes before a file."""
        overruled = f"warning: using mqtt://127.0.0.1:{self.broker.port}, given by MSGFLO_BROKER; "
        return [self._as_shown(line, command) for line in lines if not line.startswith(overruled)]

    def write(self, name, text):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, command):
        """(exit code, the lines of both streams). `$?` is the code of the command before."""
        done = subprocess.run(["bash", "-c", f"exec 2>&1; (exit {self._code}); {command}"], cwd=self.home,
                              env=self._environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                              timeout=stretched(30))
        self._code = done.returncode
        return done.returncode, self._shown(done.stdout.splitlines(), command)

    def run_installed(self, command):
        """A command line with files below /etc."""
        return self.run(command.removeprefix("sudo ").replace(" /etc/", " etc/"))

    def start_service(self, command):
        earlier, state = len(self.broker.lines()), "state-of-service"
        environment = self._environment(state)
        if (self.home / SETTINGS / "broker-password").exists():
            environment["CREDENTIALS_DIRECTORY"] = str(self.home / SETTINGS)
        local = command.replace(" /etc/", " etc/")
        self._service = Service(local, environment, self.home, lambda line: self._as_shown(line, local))
        self._service_noted = (earlier, state)

    def check_service(self, command, shown):
        assert self._service, "there is no service here"
        self._service.check(command, shown)
        if any('Status: "announcing' in line for line in shown):
            self._wait_listening(*self._service_noted)

    def start(self, command, shown):
        """A command that goes on; returns when it hears what is published. `shown` must come until the end."""
        earlier, state = len(self.broker.lines()), f"state-{self.broker.port}-{len(self._staying)}"
        process = Process(command, ["bash", "-c", f"exec 2>&1; exec {command}"], self._environment(state), self.home)
        self._staying.append((process, shown))
        if command.startswith("mosquitto_sub"):
            count = shlex.split(command).count("-t")
            self._wait_subscribed(earlier, r"auto-\S+ [012] ", lambda seen: len(seen) >= count)
            return
        # What follows a later `…` may be the answer to a command that is still to come.
        begins_anywhere = shown[:1] == ["…"]
        opening = itertools.takewhile(lambda line: line != "…", shown[begins_anywhere:])
        self._wait_shown(process, shown[:begins_anywhere] + list(opening))
        if any("relaying" in line for line in shown):
            self._wait_listening(earlier, state)

    def _wait_listening(self, earlier, state):
        """What the program subscribes to it notes down first."""
        noted = self._folder / state
        self._wait_subscribed(earlier, r"mfp-\w+ 1 ", lambda seen: seen and sources_in(noted) <= seen)

    def _wait_subscribed(self, earlier, client, is_enough):
        def enough():
            lines = (re.match(rf"\d+: {client}(.*)$", line) for line in self.broker.lines()[earlier:])
            return is_enough({line.group(1) for line in lines if line})

        poll_until(enough, "all subscriptions are in force")

    def _wait_shown(self, process, shown):
        """All shown lines come, in order, and nothing else between them; with a line `…`, anything else may."""
        if "…" in shown:
            for line in shown:
                found = process.output.wait(lambda real, line=line: fits(line, self._as_shown(real, process.name)))
                assert found, f"shown: {line}\n{process.story()}"
            return
        found = process.output.wait(lambda line: [line], len(shown)) if shown else []
        real = [self._as_shown(line, process.name) for [line] in found or []]
        assert len(real) == len(shown) and all(map(fits, shown, real)), f"shown: {shown}\n{process.story()}"

    def finish(self):
        """What was to be said until the end has been said."""
        try:
            for process, shown in self._staying:
                self._wait_shown(process, shown)
        finally:
            for process, _ in self._staying:
                process.close()
            self._staying = []
            if self._service:
                self._service.close()
                self._service = None
            if self.broker:
                self.broker.close()
                self.broker = None
