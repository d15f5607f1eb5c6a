"""As a service: what the service manager is told, a password that it hands over, and waiting for files."""

import os
import re
import signal
import subprocess
import textwrap
import uuid

import pytest
from support.broker import Broker
from support.program import binary
from support.service_manager import ServiceManager

DEVICES = """\
    participants:
      plug: {component: a/Plug, inports: {set: {topic: plug/set}}, outports: {state: {topic: plug/state}}}
      lamp: {component: a/Lamp, outports: {state: {topic: lamp/state}}}
    """
STANDS = "announcing 2 participants, 3 routes, 0 reconnects"


@pytest.fixture
def manager(tmp_path):
    manager = ServiceManager(tmp_path / "notify")
    yield manager
    manager.close()


def serve(rig, manager, *arguments, **options):
    rig.write("devices.yaml", DEVICES)
    return rig.run("devices.yaml", *arguments, env=manager.environment(), **options)


def test_it_says_when_it_is_ready_how_it_stands_and_that_it_stops(rig, manager):
    program = serve(rig, manager)
    manager.wait("READY", "1")
    manager.wait("STATUS", STANDS)
    assert program.terminate() == 0
    manager.wait("STOPPING", "1")


def test_it_is_ready_before_the_broker_is_and_counts_reconnects(rig, manager):
    rig.broker.stop()
    program = serve(rig, manager)
    manager.wait("READY", "1")
    reason = f"cannot reach {rig.broker.url}, given by --broker: Connection refused; trying again"
    manager.wait("STATUS", reason)
    rig.broker.start()
    manager.wait("STATUS", STANDS)
    rig.broker.restart()
    manager.wait("STATUS", STANDS.replace("0 reconnects", "1 reconnect"))
    assert program.terminate() == 0


def test_an_abstract_socket(rig):
    manager = ServiceManager(f"@mfp-{uuid.uuid4()}")
    try:
        serve(rig, manager, clean=True)
        manager.wait("STATUS", STANDS)
    finally:
        manager.close()


def test_a_reload_that_the_broker_refuses_stands_in_the_status(rig, manager):
    def declare(broker):
        rig.write("devices.yaml", f"broker: {broker.url}\n" + textwrap.dedent(DEVICES))

    declare(rig.broker)
    program = rig.run_bare("devices.yaml", env=manager.environment())
    manager.wait("STATUS", STANDS)
    closed = Broker(rig.folder / "closed", access="allow_anonymous false").start()
    try:
        declare(closed)
        program.send(signal.SIGHUP)
        status = re.compile(rf"{closed.url} refuses the connection: .*; keeping the configuration of \d\d:\d\d; {STANDS}")
        assert manager.messages.wait(lambda message: status.fullmatch(message.get("STATUS", "")))
    finally:
        closed.close()


def test_a_reload_tells_its_beginning_its_end_and_what_is_wrong(rig, manager):
    program = serve(rig, manager)
    manager.wait("STATUS", STANDS)
    heard = len(manager.messages)
    rig.write("devices.yaml", DEVICES.replace("topic: plug/set", "topics: plug/set"))
    program.send(signal.SIGHUP)
    program.wait_for_log("keeping the configuration of")
    manager.wait("RELOADING", "1", heard)
    assert int(manager.wait("MONOTONIC_USEC", after=heard)) > 0
    manager.wait("READY", "1", heard)
    text = manager.wait("STATUS", after=heard)
    assert re.fullmatch(r"devices\.yaml:2:\d+: error: unknown key 'topics' .*; keeping the configuration of \d\d:\d\d; "
                        + STANDS, text), text

    heard = len(manager.messages)
    rig.write("devices.yaml", DEVICES)
    program.send(signal.SIGHUP)
    manager.wait("READY", "1", heard)
    assert manager.wait("STATUS", after=heard) == STANDS


def test_the_watchdog_is_fed(rig, manager):
    rig.write("devices.yaml", DEVICES)
    rig.run("devices.yaml", env=manager.environment(WATCHDOG_USEC="200000"), clean=True)
    manager.wait("WATCHDOG", "1", count=5)


@pytest.mark.parametrize("limits", [{}, {"WATCHDOG_USEC": "200000", "WATCHDOG_PID": "1"}],
                         ids=["none", "of another process"])
def test_no_watchdog_is_fed(rig, manager, limits):
    rig.write("devices.yaml", DEVICES)
    program = rig.run("devices.yaml", env=manager.environment(**limits))
    manager.wait("STATUS", STANDS)
    assert program.terminate() == 0
    manager.wait("STOPPING", "1")
    assert not [message for message in manager.messages.items() if "WATCHDOG" in message]


def test_with_nothing_declared_it_waits_and_connects_nowhere(rig, manager):
    rig.write("devices.yaml", "broker: mqtt://localhost\nparticipants:\n#  plug: {use: tasmota/plug}\n")
    (rig.folder / "devices.d").mkdir()
    program = rig.run("--watch", "devices.yaml", "devices.d", env=manager.environment())
    manager.wait("READY", "1")
    nothing = "no participants in devices.yaml, devices.d; waiting for a change"
    manager.wait("STATUS", nothing)
    program.wait_for_log(f"^info: {nothing}$")
    assert program.warnings() == []
    assert rig.broker.program_clients() == []

    rig.write("devices.d/house.yaml", DEVICES)
    manager.wait("STATUS", STANDS)
    heard = len(manager.messages)
    rig.write("devices.d/house.yaml", "participants: {}\n")
    manager.wait("STATUS", nothing, heard)
    rig.broker.wait_disconnected()
    rig.write("devices.yaml", DEVICES)
    manager.wait("STATUS", STANDS, heard)
    assert program.terminate() == 0


def test_it_ends_while_it_waits_for_files(rig):
    rig.write("devices.yaml", "participants:\n")
    program = rig.run("devices.yaml")
    program.wait_for_log(r"^info: no participants in devices\.yaml; waiting for SIGHUP$")
    assert program.terminate() == 0


def test_a_service_that_cannot_begin_says_why(rig, manager):
    program = serve(rig, manager)
    manager.wait("STATUS", STANDS)
    second = serve(rig, manager)
    assert second.wait_exit() == 69
    manager.wait("STATUS", next(line for line in second.log.items() if line.startswith("error: "))[len("error: "):])
    assert program.terminate() == 0


@pytest.mark.parametrize("ca_file, priority", [(", ca_file: none.pem", "<3>"), ("", "<6>")],
                         ids=["error", "information"])
def test_lines_of_the_journal_have_a_priority(rig, ca_file, priority):
    rig.write("devices.yaml", f"broker: {{url: '{rig.broker.url}'{ca_file}}}\nparticipants: {{}}\n")
    with open(rig.folder / "journal", "wb") as journal:
        status = os.fstat(journal.fileno())
        environment = {**os.environ, "STATE_DIRECTORY": str(rig.state),
                       "JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}
        subprocess.run([binary(), "devices.yaml", "--forever", "false"], cwd=rig.folder, stderr=journal, timeout=60,
                       env=environment, check=False)
    lines = (rig.folder / "journal").read_text().splitlines()
    assert [line for line in lines if line.startswith(priority)], lines
