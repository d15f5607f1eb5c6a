"""Bare Debian systems: made once a day, used through an overlay that is thrown away, entered or booted by nspawn."""

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path

from support.waiting import poll_until

from .source import NAME

ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "TERM": "dumb",
               "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", "SYSTEMD_PAGER": ""}
NSPAWN = ("systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--resolv-conf=replace-host")
ARCHIVES = "/var/cache/apt/archives"
CGROUPS = Path("/sys/fs/cgroup")
ONE_DAY = 24 * 60 * 60
LONGEST_BOOT = 90
# The installer of Debian writes these files, mmdebstrap does not.
HOSTS = "echo bare >/etc/hostname; printf '127.0.0.1 localhost bare\\n::1 localhost\\n' >/etc/hosts"
LONGEST_SHUTDOWN = 60
NOT_FETCHED = re.compile(r"^(E: (Failed to fetch|Unable to fetch)|Err:\d)", re.M)


class Failed(Exception):
    """A command inside did not end well; the text begins with what to know."""


class Unreachable(Failed):
    """The archive of Debian does not give what is needed, so that there is nothing to judge."""


def prepare():
    """What systemd-nspawn needs of a machine that may have been started in another way; once, in mounts of our own."""
    shared = Path("/run/systemd/nspawn")
    shared.mkdir(parents=True, exist_ok=True)
    run(["mount", "-t", "tmpfs", "tmpfs", str(shared)])
    if not (CGROUPS / "cgroup.controllers").exists():
        run(["umount", "--recursive", "--lazy", str(CGROUPS)])
        run(["mount", "-t", "cgroup2", "cgroup2", str(CGROUPS)])


class Bases:
    """Debian systems below `folder`, with the packages that apt has fetched."""

    def __init__(self, folder):
        self._folder = folder
        self.archives = folder / "archives"
        (self.archives / "partial").mkdir(parents=True, exist_ok=True)

    def make(self, suite, packages, variant="minbase", architectures="amd64", then="", security=True):
        """The root folder of such a system. `then` is a shell command that is run in it at last, as root; without
        `security` the archive of security updates is left out."""
        then = f"{HOSTS}; {then}"
        wish = (suite, variant, architectures, ",".join(packages), then, *([] if security else ["no security"]))
        root = self._folder / f"{suite}-{hashlib.sha256(repr(wish).encode()).hexdigest()[:12]}"
        if root.exists() and time.time() - root.stat().st_ctime < ONE_DAY:
            return root
        shutil.rmtree(root, ignore_errors=True)
        unfinished = root.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        here, there = shlex.quote(str(self.archives)), f'"$1{ARCHIVES}"'
        left_out = [] if security else ["--setup-hook=sed -i /-security/d \"$1\"/etc/apt/sources.list"]
        hooks = (*left_out,
                 f"--setup-hook=mkdir -p {there} && mount --bind {here} {there}",
                 f'--customize-hook=chroot "$1" sh -c {shlex.quote(then)}',
                 f"--customize-hook=umount {there}")
        try:
            run(["mmdebstrap", "--mode=root", f"--variant={variant}", f"--architectures={architectures}",
                 f"--include={','.join(packages)}", "--skip=download/empty,essential/unlink,cleanup/apt", *hooks,
                 suite, str(unfinished)])
        except Failed as error:
            # Else the packages of all others would go with it.
            with contextlib.suppress(Failed):
                run(["umount", f"{unfinished}{ARCHIVES}"])
            shutil.rmtree(unfinished)
            raise Unreachable(str(error)) if NOT_FETCHED.search(str(error)) else error
        unfinished.rename(root)
        return root


def run(command, **more):
    """What it printed, both streams together."""
    done = subprocess.run(command, **({} if "input" in more else {"stdin": subprocess.DEVNULL}), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False, **more)
    if done.returncode != 0:
        last = done.stdout.strip().splitlines()[-1:] or ["(silent)"]
        raise Failed(f"exit code {done.returncode} of {shlex.join(command)[-200:]}: {last[0]}\n{done.stdout[-8000:]}")
    return done.stdout


class System:
    """A base with an overlay. `binds` are folders of this machine that are seen inside: {inside: here}."""

    def __init__(self, base, bases, work, binds=None):
        self._folder = work / f"system-{uuid.uuid4().hex[:8]}"
        self.root = self._folder / "root"
        for name in ("upper", "inner", "root"):
            (self._folder / name).mkdir(parents=True)
        run(["mount", "-t", "overlay", "overlay", "-o",
             f"lowerdir={base},upperdir={self._folder}/upper,workdir={self._folder}/inner", str(self.root)])
        places = {ARCHIVES: bases.archives, **(binds or {})}
        self._binds = [f"--bind={here}:{inside}" for inside, here in places.items()]

    def run(self, command, user="root", network=False, **environment):
        """Without an init: for installing, building and single programs."""
        settings = [f"--setenv={key}={value}" for key, value in {**ENVIRONMENT, **environment}.items()]
        apart = [] if network else ["--private-network"]
        return run([*NSPAWN, "--as-pid2", "--console=pipe", f"--user={user}", *apart, *self._binds, *settings,
                    "-D", str(self.root), "--", *command])

    def install(self, *packages):
        self.run(["apt-get", "install", "--quiet=2", "--no-install-recommends", *packages], network=True)

    def fetch(self, *packages):
        """What apt will want for them, later and without a network."""
        self.run(["apt-get", "install", "--quiet=2", "--download-only", *packages], network=True)

    @contextlib.contextmanager
    def booted(self):
        machine = Machine(self.root, self._binds, self._folder)
        try:
            yield machine
        finally:
            machine.close()

    def close(self):
        run(["umount", str(self.root)])
        shutil.rmtree(self._folder)


class Machine:
    """A booted system: a real systemd is its process 1. It has a network of its own, in which nobody else is."""

    def __init__(self, root, binds, folder):
        self._cgroup = CGROUPS / f"package-test-{uuid.uuid4().hex[:8]}"
        self._cgroup.mkdir()
        notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notified.bind(str(folder / "notify"))
        environment = {**os.environ, "NOTIFY_SOCKET": str(folder / "notify"), "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"}
        into_cgroup = ["sh", "-c", f'echo $$ >{self._cgroup}/cgroup.procs && exec "$@"', "sh"]
        with (folder / "console").open("wb") as console:
            self._child = subprocess.Popen(
                [*into_cgroup, *NSPAWN, "--boot", "--notify-ready=yes", "--private-network", "--console=pipe", *binds,
                 "--machine=bare", "-D", str(root), "systemd.show_status=no"],
                env=environment, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT)
        try:
            with notified:
                self._leader = self._await_boot(notified)
        except BaseException as error:
            self.close()
            raise Failed(f"does not boot: {(folder / 'console').read_text(errors='replace')[-2000:]}") from error
        finally:
            (folder / "notify").unlink()

    @staticmethod
    def _await_boot(notified):
        """The process here that is number 1 inside, once all of the system is up."""
        notified.settimeout(LONGEST_BOOT)
        heard = {}
        while heard.get("READY") != "1":
            lines = notified.recv(65536).decode().splitlines()
            heard.update(line.split("=", 1) for line in lines if "=" in line)
        return int(heard["X_NSPAWN_LEADER_PID"])

    def command(self, *command):
        """The command line here that runs it inside."""
        return ["nsenter", "--all", f"--target={self._leader}", "env", "-i",
                *(f"{key}={value}" for key, value in ENVIRONMENT.items()), *command]

    def run(self, *command, **more):
        return run(self.command(*command), **more)

    def shell(self, text, **more):
        return self.run("bash", "-c", f"set -euo pipefail; {text}", **more)

    def await_status(self, text):
        """What the service tells systemd."""
        poll_until(lambda: text in self.show("StatusText"), text, 30)

    def show(self, what):
        """A property of the service."""
        return self.run("systemctl", "show", "--property", what, "--value", NAME).strip()

    def service_pid(self):
        """The number here of the service's process."""
        pid = self.show("MainPID")
        home = os.readlink(f"/proc/{self._leader}/ns/pid")
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                numbers = re.search("^NSpid:(.*)$", (folder / "status").read_text(encoding="ascii"), re.M).group(1)
                if numbers.split()[-1] == pid and os.readlink(folder / "ns/pid") == home:
                    return int(folder.name)
        raise Failed(f"no process {pid} inside")

    def close(self):
        """A system that does not shut down loses its process 1, and with it all others."""
        self._child.terminate()
        try:
            self._child.wait(LONGEST_SHUTDOWN)
        except subprocess.TimeoutExpired:
            os.kill(self._leader, signal.SIGKILL)
            self._child.wait()
        poll_until(lambda: "populated 0" in (self._cgroup / "cgroup.events").read_text(), "all inside has ended")
        for folder, _, _ in os.walk(self._cgroup, topdown=False):
            os.rmdir(folder)
