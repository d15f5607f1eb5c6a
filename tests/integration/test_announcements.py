"""What MsgFlo hears on `fbp`: whole, once at the start, then again and again, and never in a burst."""

import json
import re
import time

import pytest

PERIODS_PER_INTERVAL = 2.2

HEATER = """\
    participants:
      heater:
        component: legacy/Heater
        label: Oil heater in the workshop
        icon: fire
        inports:
          target: {topic: heater/set, type: number}
        outports:
          temperature: {topic: heater/state, type: number, description: In the room}
          raw: {queue: heater/state}
    """

HEATER_PAYLOAD = {
    "id": "heater",
    "role": "heater",
    "component": "legacy/Heater",
    "label": "Oil heater in the workshop",
    "icon": "fire",
    "inports": [{"id": "target", "queue": "heater.TARGET", "type": "number"}],
    "outports": [
        {"id": "temperature", "queue": "heater.TEMPERATURE", "type": "number", "description": "In the room"},
        {"id": "raw", "queue": "heater/state"},
    ],
}


def discovery(payload):
    return {"protocol": "discovery", "command": "participant", "payload": payload}


def many(count):
    lines = ["participants:"]
    for number in range(count):
        lines.append(f"  lamp-{number:03d}: {{component: a/Lamp, outports: {{state: {{queue: lamp/{number}}}}}}}")
    return "\n".join(lines) + "\n"


def roles(messages):
    return [message.json()["payload"]["role"] for message in messages]


def test_an_announcement_is_msgflos_discovery_message(rig):
    listener = rig.client().subscribe("fbp")
    program = rig.relay(HEATER)
    message = listener.wait_message("fbp")
    assert message.json() == discovery(HEATER_PAYLOAD)
    assert (message.qos, message.retain) == (0, False)
    assert program.wait_announced("heater") == "1 inport, 2 outports; relaying 2 ports"


def test_the_log_names_the_broker_its_version_and_the_protocol(rig):
    program = rig.relay(HEATER)
    line = program.wait_for_log(r"^info: connected to (\S+), given by --broker \((.*)\)$")
    assert line.group(1) == rig.broker.url
    assert re.fullmatch(r"mosquitto \d+\.\d+\.\d+, MQTT 5", line.group(2))


def test_participants_and_ports_keep_the_order_of_the_file(rig):
    listener = rig.client().subscribe("fbp")
    rig.relay("""\
        participants:
          zebra:
            component: a/Zebra
            outports: {zulu: {queue: z/z}, alpha: {queue: z/a}, mike: {queue: z/m}}
          ant:
            component: a/Ant
            inports: {zulu: {queue: a/z}, alpha: {queue: a/a}}
        """)
    first, second = listener.wait_messages(2, "fbp")
    assert roles([first, second]) == ["zebra", "ant"]
    assert [port["id"] for port in first.json()["payload"]["outports"]] == ["zulu", "alpha", "mike"]
    assert [port["id"] for port in second.json()["payload"]["inports"]] == ["zulu", "alpha"]


@pytest.mark.parametrize("ports", ["", "    inports: {}\n    outports: {}\n", "    inports: []\n    outports: []\n"])
def test_ports_are_always_arrays(rig, ports):
    listener = rig.client().subscribe("fbp")
    rig.relay(f"participants:\n  button:\n    component: a/Button\n{ports}")
    payload = listener.wait_message("fbp").json()["payload"]
    assert (payload["inports"], payload["outports"]) == ([], [])


def test_an_id_of_its_own_is_announced(rig):
    listener = rig.client().subscribe("fbp")
    rig.relay("participants: {button: {id: button-in-the-hall, component: a/Button}}\n")
    payload = listener.wait_message("fbp").json()["payload"]
    assert (payload["id"], payload["role"]) == ("button-in-the-hall", "button")


EXTRA_VALUES = [
    ("12", 12),
    ("-7", -7),
    ("1.5", 1.5),
    ("true", True),
    ("false", False),
    ("null", None),
    ("text", "text"),
    ("'12'", "12"),
    ("\"true\"", "true"),
    ("''", ""),
    ("[1, '2', three]", [1, "2", "three"]),
    ("{a: {b: [true]}}", {"a": {"b": [True]}}),
    ("käse \"x\" \\", "käse \"x\" \\"),
]


def test_other_keys_of_a_definition_pass_with_their_types_and_warn_once_each(rig):
    lines = ["component: a/Thing", "outports:", "  state:", "    queue: thing/state"]
    lines += [f"    port-extra-{number}: {value}" for number, (value, _) in enumerate(EXTRA_VALUES)]
    lines += [f"extra-{number}: {value}" for number, (value, _) in enumerate(EXTRA_VALUES)]
    rig.write("thing.yaml", "\n".join(lines) + "\n")
    listener = rig.client().subscribe("fbp")
    program = rig.run("--role", "thing:thing.yaml")
    payload = listener.wait_message("fbp").json()["payload"]
    for number, (text, expected) in enumerate(EXTRA_VALUES):
        for found in (payload[f"extra-{number}"], payload["outports"][0][f"port-extra-{number}"]):
            assert (found, type(found)) == (expected, type(expected)), text
    program.wait_announced("thing")
    for number in range(len(EXTRA_VALUES)):
        told = [line for line in program.log.items() if f"'extra-{number}'" in line]
        assert len(told) == 1, program.story()
        assert "warning:" in told[0]


@pytest.mark.alone
def test_every_announcement_comes_again_each_interval_by_2_2(rig):
    listener = rig.client().subscribe("fbp")
    rig.write("devices.yaml", HEATER)
    rig.run("devices.yaml", "--interval", "1.1", clean=True)
    listener.wait_messages(2, "fbp")
    begun = time.monotonic()
    messages = listener.wait_messages(5, "fbp", timeout=30)
    took = time.monotonic() - begun
    # Three further ones, half a second apart; a slow machine may see them later, never sooner.
    assert took > 3 * 0.5 * 0.7
    assert {message.payload for message in messages} == {messages[0].payload}


@pytest.mark.alone
def test_after_the_first_round_announcements_are_spread_over_the_interval(rig):
    count, interval = 40, 4.4
    arrivals = {}
    listener = rig.client().subscribe("fbp")
    rig.write("devices.yaml", many(count))
    rig.run("devices.yaml", "--interval", str(interval), clean=True)
    first_round = roles(listener.wait_messages(count, "fbp"))
    assert sorted(first_round) == sorted(set(first_round)), "the first round is whole before anything comes again"
    begun = time.monotonic()
    for position in range(count, 2 * count):
        listener.wait_messages(1, "fbp", after=position, timeout=30)
        arrivals[roles(listener.messages("fbp"))[position]] = time.monotonic() - begun
    assert len(arrivals) == count, "the second round is whole as well"
    times = sorted(arrivals.values())
    period = interval / PERIODS_PER_INTERVAL
    # A burst would be over within milliseconds.
    assert times[-1] - times[0] > 0.4 * period


def test_a_reconnect_announces_one_round_at_once(rig):
    listener = rig.client().subscribe("fbp", "heater.TEMPERATURE")
    proxy = rig.proxy()
    program = rig.relay(HEATER, "heater/state", broker_url=proxy.url, clean=False)
    listener.wait_message("fbp")
    proxy.publisher()
    assert proxy.cut() == 2
    listener.wait_messages(2, "fbp")
    rig.client().publish("heater/state", b"20")
    listener.wait_message("heater.TEMPERATURE")
    assert len(listener.messages("fbp")) == 2
    assert program.terminate() == 0


@pytest.mark.alone
def test_a_long_absence_leaves_no_backlog_of_announcements(rig):
    listener = rig.client().subscribe("fbp", "heater.TEMPERATURE")
    proxy = rig.proxy()
    program = rig.relay(HEATER, "heater/state", broker_url=proxy.url, clean=False)
    program.kill9()
    proxy.refuse()
    before = len(listener.received)
    # Its period is 0.05 s, so four attempts with growing pauses take it many periods.
    program = rig.run("devices.yaml", "--interval", "0.11", broker_url=proxy.url)
    proxy.wait_refused(4)
    proxy.accept()
    listener.wait_message("fbp", after=before)
    first = time.monotonic()
    listener.wait_messages(5, "fbp", after=before)
    assert time.monotonic() - first > 4 * 0.05 * 0.7, "a backlog came at once"
    assert program.terminate() == 0


def test_after_a_restart_of_the_broker_the_announcement_comes_again(rig):
    program = rig.relay(HEATER, "heater/state", clean=False)
    rig.broker.stop()
    mark = len(program.log)
    rig.broker.start()
    program.wait_for_log(r"^info: connected to ", after=mark, timeout=20)
    listener = rig.client().subscribe("fbp")
    program.terminate()
    rig.run("devices.yaml", "--interval", "1.1")
    assert roles(listener.wait_messages(2, "fbp"))[0] == "heater"


@pytest.mark.parametrize("retained", [b"", b'{"protocol":"discovery"}'])
def test_nothing_that_others_say_on_fbp_disturbs(rig, retained):
    rig.client().publish("fbp", retained, retain=True)
    program = rig.relay(HEATER, "heater/state")
    listener = rig.client().subscribe("heater.TEMPERATURE")
    rig.client().publish("heater/state", b"1")
    assert listener.wait_message().payload == b"1"
    assert program.running()


def test_print_shows_the_announcements_that_run_sends(rig):
    listener = rig.client().subscribe("fbp")
    rig.relay(HEATER)
    printing = rig.run_bare("print", "devices.yaml")
    assert printing.wait_exit() == 0
    assert [json.loads(line) for line in printing.output.items()] == [listener.wait_message("fbp").json()]
