"""What the broker keeps for the program while it is away, and what must not be left behind."""

import re
import socket

import pytest
from support.waiting import poll_until

TWO = """\
    participants:
      heater:
        component: legacy/Heater
        outports:
          temperature: {topic: heater/state}
          power: {topic: heater/power}
    """
ONE = """\
    participants:
      heater:
        component: legacy/Heater
        outports:
          temperature: {topic: heater/state}
    """
UNAVAILABLE = 69
QUEUES = ("heater.TEMPERATURE", "heater.POWER")


def stop(rig, program):
    mark = rig.broker.log_position()
    assert program.terminate() == 0
    rig.broker.wait_disconnected(2, mark)


def test_what_devices_send_while_the_program_is_down_arrives_later(rig):
    listener = rig.client().subscribe(*QUEUES)
    stop(rig, rig.relay(TWO, "heater/state", "heater/power"))
    sender = rig.client()
    expected = [b"%d" % number for number in range(300)]
    for payload in expected:
        sender.publish("heater/state", payload)
    program = rig.run("devices.yaml", clean=True)
    assert [message.payload for message in listener.wait_messages(300, QUEUES[0])] == expected
    program.wait_announced("heater")
    sender.publish("heater/state", b"end")
    listener.wait_message(QUEUES[0], lambda message: message.payload == b"end")
    assert len(listener.received) == 301


def test_the_session_outlives_a_restart_of_the_broker(rig):
    listener_id = "test-listener-that-stays"
    stop(rig, rig.relay(TWO, "heater/state"))
    rig.client().publish("heater/state", b"kept")
    rig.broker.restart()
    listener = rig.client(client_id=listener_id).subscribe(*QUEUES)
    rig.run("devices.yaml", clean=True)
    assert listener.wait_message(QUEUES[0]).payload == b"kept"


def test_subscriptions_that_are_no_longer_declared_are_removed(rig):
    listener = rig.client().subscribe(*QUEUES)
    stop(rig, rig.relay(TWO, "heater/state", "heater/power"))
    mark = rig.broker.log_position()
    rig.relay(ONE, "heater/state")
    rig.broker.wait_unsubscribed("heater/power", mark)
    sender = rig.client()
    sender.publish("heater/power", b"for nobody")
    sender.publish("heater/state", b"20")
    listener.wait_message(QUEUES[0])
    assert listener.messages(QUEUES[1]) == []


def test_messages_for_a_removed_route_are_acknowledged_and_told_once(rig):
    listener = rig.client().subscribe(*QUEUES)
    stop(rig, rig.relay(TWO, "heater/state", "heater/power"))
    sender = rig.client()
    for number in range(250):
        sender.publish("heater/power", b"%d" % number)
    sender.publish("heater/state", b"20")
    program = rig.relay(ONE, clean=False)
    listener.wait_message(QUEUES[0])
    assert program.terminate() == 0
    assert listener.messages(QUEUES[1]) == []
    assert len(program.warnings()) <= 1, program.story()
    # They were acknowledged: the next start does not see them again.
    sender.publish("heater/state", b"21")
    program = rig.run("devices.yaml", clean=True)
    listener.wait_message(QUEUES[0], lambda message: message.payload == b"21")
    assert program.warnings() == []


def test_a_route_with_another_queue_takes_over_what_was_waiting(rig):
    listener = rig.client().subscribe("heater.TEMPERATURE", "room/temperature")
    stop(rig, rig.relay(ONE, "heater/state"))
    rig.client().publish("heater/state", b"20")
    rig.relay("""\
        participants:
          heater:
            component: legacy/Heater
            outports: {temperature: {topic: heater/state, queue: room/temperature}}
        """)
    assert listener.wait_message().topic == "room/temperature"


PURE = "component: a/Plug\noutports: {state: {queue: plug/state}}\n"


def run_pure_roles(rig):
    rig.write("plug.yaml", PURE)
    return rig.run("--role", "plug:plug.yaml", clean=True)


def run_pure_devices(rig):
    rig.write("devices.yaml", "participants: {plug: {component: a/Plug, outports: {state: {queue: plug/state}}}}\n")
    return rig.run("devices.yaml", clean=True)


@pytest.mark.parametrize("start", [run_pure_roles, run_pure_devices])
def test_pure_announcing_opens_one_connection_and_leaves_nothing(rig, start):
    listener = rig.client().subscribe("fbp")
    program = start(rig)
    listener.wait_message("fbp")
    program.wait_announced("plug")
    mark = rig.broker.log_position()
    assert program.terminate() == 0
    rig.broker.wait_disconnected(1, mark)
    assert len(rig.broker.program_clients()) == 1
    assert rig.sessions_left() == []


def test_a_relaying_set_leaves_one_session_that_of_the_subscriber(rig):
    stop(rig, rig.relay(ONE, "heater/state"))
    clients = rig.broker.program_clients()
    assert len(clients) == 2
    assert rig.sessions_left() == [client_id for client_id, clean in clients if not clean]


def test_session_expiry_0_leaves_no_session(rig):
    stop(rig, rig.relay(f"broker: {{url: '{rig.broker.url}', session_expiry: 0}}\n" + dedented(ONE), "heater/state",
                        broker_url=""))
    assert rig.sessions_left() == []


def test_the_client_id_is_the_same_at_each_start_and_differs_between_file_sets(rig):
    stop(rig, rig.relay(ONE, "heater/state"))
    stop(rig, rig.relay(TWO, "heater/power"))
    stop(rig, rig.relay(ONE, "heater/state", name="others.yaml"))
    ids = [client_id for client_id, _ in rig.broker.program_clients() if "-out-" not in client_id]
    assert ids[0] == ids[1] != ids[2]


def test_a_client_id_can_be_set(rig):
    rig.relay(f"broker: {{url: '{rig.broker.url}', client_id: workshop}}\n" + dedented(ONE), "heater/state",
              broker_url="")
    assert "workshop" in [client_id for client_id, _ in rig.broker.program_clients()]


def dedented(text):
    return re.sub(r"(?m)^    ", "", text)


def assert_ended_by_a_takeover(program):
    code = program.wait_exit()
    errors = [line for line in program.log.items() if line.startswith(("error:", "critical:"))]
    assert code > 0 and code not in (64, 66, 77, 78), program.story()
    assert len(errors) == 1 and "client id" in errors[0], program.story()


@pytest.mark.parametrize("connection", ["subscriber", "publisher"])
def test_a_connection_that_is_taken_over_ends_the_program_with_a_clear_error(rig, connection):
    taken_over = 142
    listener = rig.client().subscribe(QUEUES[0])
    proxy = rig.proxy()
    program = rig.relay(ONE, "heater/state", broker_url=proxy.url, clean=False)
    rig.client().publish("heater/state", b"20")
    listener.wait_message(QUEUES[0])
    proxy.say_goodbye(getattr(proxy, connection)(), taken_over)
    assert_ended_by_a_takeover(program)


@pytest.fixture
def workshop(rig):
    """Starts processes with one client id, each with a state folder of its own as on another machine."""
    rig.write("devices.yaml", f"broker: {{url: '{rig.broker.url}', client_id: workshop}}\n" + dedented(ONE))
    return lambda state: rig.run("devices.yaml", broker_url="", env={"STATE_DIRECTORY": str(rig.folder / state)})


def named(program):
    return rf"process {program.pid} on {re.escape(socket.gethostname())}, which began \d\d\d\d-\d\d-\d\d \d\d:\d\d"


@pytest.mark.parametrize("states", [("here", "here"), ("here", "there")], ids=["one machine", "two machines"])
def test_of_two_processes_with_one_client_id_the_later_one_ends_and_both_name_the_other(rig, workshop, states):
    listener = rig.client().subscribe(QUEUES[0])
    first = workshop(states[0])
    first.wait_announced("heater")
    rig.broker.wait_subscribed("heater/state")
    second = workshop(states[1])
    assert second.wait_exit(10) == UNAVAILABLE
    assert re.fullmatch(rf"error: another process runs with the client id workshop \({named(first)}\); stop it, or give "
                        "one of the two another client_id under broker", second.log.items()[-1])
    first.wait_for_log(rf"^warning: another process wants the client id workshop: {named(second)}; it ends; ")
    rig.client().publish("heater/state", b"20")
    assert listener.wait_message(QUEUES[0]).payload == b"20"
    assert len(first.warnings()) == 1, "it was never thrown out"
    assert first.terminate() == 0


def test_of_two_processes_that_start_together_one_ends(rig, workshop):
    both = [workshop("here"), workshop("there")]
    poll_until(lambda: sum(program.running() for program in both) == 1, "one of the two ends", 10)
    ended, other = sorted(both, key=lambda program: program.running())
    assert_ended_by_a_takeover(ended)
    other.wait_announced("heater")
    assert other.terminate() == 0


def test_a_process_that_was_killed_holds_nobody_up(rig, workshop):
    first = workshop("here")
    first.wait_announced("heater")
    first.kill9()
    second = workshop("there")
    second.wait_announced("heater")
    assert second.terminate() == 0
    assert second.warnings() == []


def test_the_claim_of_the_client_id_is_taken_back_at_the_end(rig, workshop):
    program = workshop("here")
    program.wait_announced("heater")
    later = rig.client().subscribe("msgflo/client-id/workshop")
    assert later.wait_message("msgflo/client-id/workshop").json()["state"] == "running"
    assert program.terminate() == 0
    later.wait_message("msgflo/client-id/workshop", predicate=lambda message: message.payload == b"")


@pytest.mark.parametrize("most_queued", [0, 1000], ids=["ends the connection", "is silent"])
def test_a_broker_that_forbids_claims_keeps_nobody_out(rig, most_queued):
    """mosquitto 2.0 ends the connection for a forbidden message when max_queued_messages is 0."""
    rules = rig.write("rules", "topic readwrite heater/#\ntopic readwrite heater.TEMPERATURE\ntopic readwrite fbp\n")
    rig.start_broker(f"max_queued_messages {most_queued}", access=f"allow_anonymous true\nacl_file {rules}")
    program = rig.relay(ONE, "heater/state", clean=False)
    program.wait_announced("heater")
    assert len(program.warnings()) == (2 if most_queued == 0 else 0)
    assert program.terminate() == 0
