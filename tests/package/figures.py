"""Steps that measure."""

import re
import signal
import subprocess
import time
from pathlib import Path

from document import ROOT, commands_of, steps_of
from support.waiting import poll_until

from .container import Failed, System
from .context import DEVICES
from .reader import Reader
from .source import NAME

FIRST_PAGE = ROOT / "docs" / "first-device.md"
ANNOUNCING = 'Status: "announcing 1 participant'
MANY = 40
WATCHED_SECONDS = 60
MOST_WAKEUPS = 2
# What a Raspberry Pi OS Lite has at least: all of priority standard, and what it needs to be reached.
PI_LITE = ("openssh-server", "sudo")
KILOBYTES_IN_MEGABYTE = 1024


def first(context):
    report = context.report
    report.at_most("commands until the first device", len(_typed_commands()), 4, "commands")
    with context.bare_with_broker_fetched() as system, system.booted() as machine:
        reader = Reader(machine, context.deb_inside)
        began = time.monotonic()
        reader.follow(FIRST_PAGE, until=ANNOUNCING)
        report.at_most("from the .deb to the first announced device", time.monotonic() - began, 60, "s")
        reader.close()
        report.at_most("memory of the service, idle (RSS)", _megabytes(machine), 8, "MB")
        _idle_with_many(report, machine)
    report.at_most("installed size beyond a Raspberry Pi OS Lite", _added_megabytes(context), 8, "MB")


def _typed_commands():
    """What the page has a reader type to reach the first device; looking is free."""
    typed = []
    for step in steps_of(FIRST_PAGE):
        if ANNOUNCING in step.text:
            return typed
        if step.kind == "console":
            typed += [command.text for command in commands_of(step) if command.text.startswith("sudo ")]
    raise Failed(f"{FIRST_PAGE.name} never announces a device")


def _megabytes(machine):
    return _number(Path(f"/proc/{machine.service_pid()}/status"), "VmRSS") / KILOBYTES_IN_MEGABYTE


def _number(status, name):
    return int(re.search(rf"^{name}:\s+(\d+)", status.read_text(encoding="ascii"), re.M).group(1))


def _declare(machine, names):
    text = "participants:\n" + "".join(f"  {name}: {{use: tasmota/plug}}\n" for name in names)
    machine.shell(f"cat >{DEVICES}", input=text)
    machine.await_status(f"announcing {len(names)} participants")


def _idle_with_many(report, machine):
    _declare(machine, [f"plug-{number}" for number in range(MANY)])
    pid = machine.service_pid()
    poll_until(lambda: _wakeups_in_a_second(pid) <= MOST_WAKEUPS, "all is said that follows a change", WATCHED_SECONDS)
    before = _used(pid)
    time.sleep(WATCHED_SECONDS)
    seconds, wakeups = (later - earlier for earlier, later in zip(before, _used(pid)))
    report.at_most(f"CPU, idle with {MANY} participants", 100 * seconds / WATCHED_SECONDS, 0.1, "%")
    report.at_most(f"wake-ups, idle with {MANY} participants", wakeups / WATCHED_SECONDS, MOST_WAKEUPS, "a second")
    report.add(f"memory with {MANY} participants (RSS)", f"{_megabytes(machine):.4g} MB", "", None)


def _wakeups_in_a_second(pid):
    before = _used(pid)[1]
    time.sleep(1)
    return _used(pid)[1] - before


def _used(pid):
    """Seconds of CPU and voluntary context switches of all its threads."""
    seconds = wakeups = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        seconds += int((task / "schedstat").read_text(encoding="ascii").split()[0]) / 1e9
        wakeups += _number(task / "status", "voluntary_ctxt_switches")
    return seconds, wakeups


def _added_megabytes(context):
    base = context.bases.make("bookworm", PI_LITE, variant="standard")
    system = System(base, context.bases, context.work, {"/debs": context.debs})
    try:
        before = _installed_kilobytes(system)
        system.install(context.deb_inside)
        return (_installed_kilobytes(system) - before) / KILOBYTES_IN_MEGABYTE
    finally:
        system.close()


def _installed_kilobytes(system):
    return sum(map(int, system.run(["dpkg-query", "--show", "--showformat", "${Installed-Size}\\n"]).split()))


def writes(context):
    """Half of the time nothing happens, half of it messages flow."""
    seconds = context.writes_seconds // 2
    report = context.report
    with context.bare() as system:
        system.install("mosquitto", "mosquitto-clients", context.deb_inside)
        with system.booted() as machine:
            _declare(machine, ["kitchen-plug", "hall-plug"])
            logged = _journal(machine)
            for state, traffic in (("idle", "sleep {0}"), ("relaying", RELAYING)):
                calls = _file_calls(context, machine, lambda: machine.shell(traffic.format(seconds)))
                report.add(f"{state} for {seconds} s: writes to files", str(len(calls)), "0", not calls)
            lines = len(_journal(machine)) - len(logged)
            report.add("lines in the journal meanwhile", str(lines), "0", lines == 0)
            calls = _file_calls(context, machine, lambda: _add_device(machine))
            report.add("a new device: writes to files", str(len(calls)), ">= 1", bool(calls))


def _add_device(machine):
    _declare(machine, ["kitchen-plug", "hall-plug", "new-plug"])
    machine.shell(f"timeout 30 sh -c 'until grep --quiet new-plug /var/lib/{NAME}/session-*; do sleep 0.1; done'")


def _journal(machine):
    return machine.run("journalctl", "--unit", NAME, "--output", "cat", "--quiet").splitlines()


# Ten messages a second to the graph and as many to the device.
RELAYING = """
end=$((SECONDS + {0}))
while [ $SECONDS -lt $end ]; do
  mosquitto_pub -q 1 -t stat/kitchen-plug/POWER -m ON
  mosquitto_pub -q 1 -t kitchen-plug.POWER -m false
  sleep 0.1
done
"""
# `-y` names what a file descriptor is; sockets and what wakes the program up are no files.
NO_FILE = re.compile(r"^(socket|pipe|anon_inode|TCP|TCPv6|UDP|UNIX|UNIX-STREAM|UNIX-DGRAM|NETLINK)\b|^/dev/null$")
WRITES = "write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,fallocate"
CHANGES = "creat,truncate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat"


def _file_calls(context, machine, act):
    """The calls of the service that change files while `act` does something."""
    trace = context.work / "trace"
    with subprocess.Popen(["strace", "--follow-forks", "--decode-fds=path", f"--output={trace}",
                           f"--trace=open,openat,openat2,{WRITES},{CHANGES}", f"--attach={machine.service_pid()}"],
                          stderr=subprocess.PIPE, text=True) as tracer:
        attached = tracer.stderr.readline()
        if "attached" not in attached:
            raise Failed(attached)
        act()
        tracer.send_signal(signal.SIGINT)
        tracer.stderr.read()
    calls = [line for line in trace.read_text(encoding="utf-8").splitlines() if _changes_file(line)]
    context.report.log("\n".join(calls))
    return calls


def _changes_file(line):
    call = re.match(r"\d+ +(\w+)\((.*)", line)
    if not call:
        return False
    name, rest = call.groups()
    if name.startswith("open"):
        return re.search(r"O_(WRONLY|RDWR|CREAT)", rest) is not None
    if name in WRITES.split(","):
        target = re.match(r"\d+<([^>]*)>", rest)
        return not (target and NO_FILE.match(target.group(1)))
    return True
