"""What the broker keeps for the program while it is away, and what must not be left behind."""

import re

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
    ids = [client_id for client_id, _ in rig.broker.program_clients()]
    assert sorted(ids[0:2]) == sorted(ids[2:4])
    assert not set(ids[4:6]) & set(ids[0:4])


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


def test_of_two_processes_with_one_client_id_one_ends_with_a_clear_error(rig):
    """mosquitto 2.0.11 closes the older connection without a word: the two must not fight for ever."""
    listener = rig.client().subscribe(QUEUES[0])
    first = rig.relay(ONE, "heater/state", clean=False)
    first.wait_announced("heater")
    second = rig.run("devices.yaml")
    poll_until(lambda: not (first.running() and second.running()), "one of the two ends", 30)
    ended, other = (second, first) if first.running() else (first, second)
    assert_ended_by_a_takeover(ended)
    rig.client().publish("heater/state", b"20")
    assert listener.wait_message(QUEUES[0], timeout=40).payload == b"20"
    assert len(listener.received) == 1
    assert other.terminate() == 0
