"""Between a device's topics and the graph's queues: bytes, QoS, the retain flag and properties."""

import random

import pytest
from support.client import publish_properties

PAIR = """\
    participants:
      heater:
        component: legacy/Heater
        inports:
          target: {topic: heater/set}
        outports:
          temperature: {topic: heater/state}
    """

#           published to,    arrives on
OUT = ("heater/state", "heater.TEMPERATURE")
IN = ("heater.TARGET", "heater/set")
DIRECTIONS = pytest.mark.parametrize("source,target", [OUT, IN], ids=["outport", "inport"])

PAYLOADS = [
    b"",
    b" ",
    b"ON",
    b"12:00",
    b"1.0",
    b"-0",
    b"12345678901234567890",
    b"00012345678901234567890",
    b"\xff\xfe\x80",
    b"\x00",
    "Küche ☃".encode(),
    b'{"a": 1.10, "b":[ ]}',
    b"\xef\xbb\xbf{}",
    b"a\r\nb\n",
    random.Random(1).randbytes(100_000),
]


def pair(options):
    return f"""\
        participants:
          heater:
            component: legacy/Heater
            inports:
              target: {{topic: heater/set, {options}}}
            outports:
              temperature: {{topic: heater/state, {options}}}
        """


@DIRECTIONS
def test_payloads_pass_byte_for_byte(rig, source, target):
    listener = rig.client().subscribe(target)
    rig.relay(PAIR, source)
    sender = rig.client()
    for payload in PAYLOADS:
        sender.publish(source, payload)
    arrived = listener.wait_messages(len(PAYLOADS), target)
    assert [message.payload for message in arrived] == PAYLOADS


@DIRECTIONS
@pytest.mark.parametrize("option,expected", [
    ("", [0, 1, 1]),  # as it came; the program subscribes at QoS 1
    ("qos: 0", [0, 0, 0]),
    ("qos: 1", [1, 1, 1]),
    ("qos: 2", [2, 2, 2]),
])
def test_a_message_leaves_with_the_qos_it_came_with_unless_declared(rig, source, target, option, expected):
    listener = rig.client().subscribe(target)
    rig.relay(pair(option), source)
    sender = rig.client()
    for qos in (0, 1, 2):
        sender.publish(source, b"%d" % qos, qos)
    assert [message.qos for message in listener.wait_messages(3, target)] == expected


RETAIN = [
    # option,          source, published retained, leaves retained
    ("", OUT, True, True),
    ("", OUT, False, False),
    ("", IN, True, False),
    ("", IN, False, False),
    ("retain: keep", OUT, True, True),
    ("retain: keep", IN, True, True),
    ("retain: keep", IN, False, False),
    ("retain: never", OUT, True, False),
    ("retain: never", IN, True, False),
    ("retain: always", OUT, False, True),
    ("retain: always", IN, False, True),
    ("retain: always", IN, True, True),
]


@pytest.mark.parametrize("option,direction,published,expected", RETAIN)
def test_the_retain_flag(rig, option, direction, published, expected):
    source, target = direction
    listener = rig.client().subscribe(target)
    rig.relay(pair(option), source)
    sender = rig.client()
    sender.publish(source, b"x", retain=published)
    assert listener.wait_message(target).retain is expected


def test_an_empty_retained_message_clears_the_queues_state(rig):
    listener = rig.client().subscribe(OUT[1])
    rig.relay(PAIR, OUT[0])
    sender = rig.client()
    sender.publish(OUT[0], b"20", retain=True)
    sender.publish(OUT[0], b"", retain=True)
    listener.wait_messages(2, OUT[1])
    sender.publish(OUT[1], b"not retained")
    late = rig.client().subscribe(OUT[1])
    sender.publish(OUT[1], b"after")
    assert late.wait_message(OUT[1]).payload == b"after"


PROPERTIES = {
    "ContentType": "application/json; charset=utf-8",
    "UserProperty": [("unit", "°C"), ("b", "2"), ("unit", "K"), ("unit", "°C"), ("", "")],
    "CorrelationData": b"\x00\xff\x01",
    "ResponseTopic": "answers/here",
    "PayloadFormatIndicator": 1,
}


@DIRECTIONS
@pytest.mark.parametrize("name", [*PROPERTIES, "all"])
def test_mqtt_5_properties_travel_along(rig, source, target, name):
    given = PROPERTIES if name == "all" else {name: PROPERTIES[name]}
    listener = rig.client().subscribe(target)
    rig.relay(PAIR, source)
    rig.client().publish(source, b"20", properties=publish_properties(**given))
    assert listener.wait_message(target).properties == given


def test_the_expiry_travels_and_never_grows(rig):
    listener = rig.client().subscribe(OUT[1])
    rig.relay(PAIR, OUT[0])
    rig.client().publish(OUT[0], b"20", properties=publish_properties(MessageExpiryInterval=600))
    assert 500 < listener.wait_message(OUT[1]).properties["MessageExpiryInterval"] <= 600


def test_a_message_without_properties_leaves_without_properties(rig):
    listener = rig.client().subscribe(OUT[1])
    rig.relay(PAIR, OUT[0])
    rig.client().publish(OUT[0], b"20")
    assert listener.wait_message(OUT[1]).properties == {}


def test_retained_state_of_a_device_reaches_its_queue_after_a_start(rig):
    rig.client().publish(OUT[0], b"20", retain=True)
    listener = rig.client().subscribe(OUT[1])
    rig.relay(PAIR, OUT[0])
    message = listener.wait_message(OUT[1])
    assert (message.payload, message.retain) == (b"20", True)


def test_state_that_a_device_left_while_the_program_was_down_reaches_its_queue(rig):
    """Devices often leave it with QoS 0, which no session keeps; the retained message itself has to come again."""
    listener = rig.client().subscribe(OUT[1])
    program = rig.relay(PAIR, OUT[0])
    sender = rig.client()
    sender.publish(OUT[0], b"Online", qos=0, retain=True)
    listener.wait_message(OUT[1], lambda message: message.payload == b"Online")
    assert program.terminate() == 0
    sender.publish(OUT[0], b"Offline", qos=0, retain=True)
    rig.run("devices.yaml", clean=True)
    listener.wait_message(OUT[1], lambda message: message.payload == b"Offline")


def test_a_retained_command_does_not_act_again_after_a_reconnect(rig):
    proxy = rig.proxy()
    listener = rig.client().subscribe(IN[1], OUT[1])
    program = rig.relay(PAIR, *[IN[0], OUT[0]], broker_url=proxy.url, clean=False)
    sender = rig.client()
    sender.publish(IN[0], b"boost", qos=0, retain=True)  # at QoS 1 the cut might double it
    listener.wait_message(IN[1])
    mark = rig.broker.log_position()
    proxy.cut()
    rig.broker.wait_subscribed(IN[0], mark)
    sender.publish(OUT[0], b"1")
    listener.wait_message(OUT[1])
    assert listener.payloads(IN[1]) == [b"boost"]
    assert program.terminate() == 0


@pytest.mark.parametrize("topic_filter,matching,others", [
    ("tele/+/SENSOR", ["tele/a/SENSOR", "tele//SENSOR"], ["tele/a/b/SENSOR", "tele/a/STATE"]),
    ("tele/#", ["tele", "tele/a", "tele/a/b/c"], ["telex/a", "a/tele"]),
    ("+/state", ["a/state", "/state"], ["state", "a/b/state"]),
    ("a/+/#", ["a/b", "a/b/c/d"], ["a", "b/a"]),
])
def test_all_that_matches_a_wildcard_goes_to_the_one_queue(rig, topic_filter, matching, others):
    listener = rig.client().subscribe("sensors.ALL")
    rig.relay(f"participants: {{sensors: {{component: a/S, outports: {{all: {{topic: '{topic_filter}'}}}}}}}}\n",
              topic_filter)
    sender = rig.client()
    for topic in others + matching:
        sender.publish(topic, topic.encode())
    listener.wait_message("sensors.ALL", lambda message: message.payload == matching[-1].encode())
    assert listener.payloads() == [topic.encode() for topic in matching]


def test_a_port_with_only_a_queue_is_not_relayed(rig):
    listener = rig.client().subscribe("plug/#", "plug.STATE", "plug.RAW")
    rig.relay("""\
        participants:
          plug:
            component: a/Plug
            inports: {set: {queue: plug/set}}
            outports: {raw: {queue: plug/raw}, state: {topic: plug/state}}
        """, "plug/state")
    sender = rig.client()
    for topic in ("plug/set", "plug.SET", "plug/raw", "plug.RAW", "plug/state"):
        sender.publish(topic, topic.encode())
    listener.wait_message("plug.STATE")
    assert sorted(message.topic for message in listener.messages()) == sorted(
        ["plug/set", "plug/raw", "plug.RAW", "plug/state", "plug.STATE"])


def test_one_topic_feeds_several_ports(rig):
    queues = ["plug.POWER", "plug.ENERGY", "other.RAW"]
    listener = rig.client().subscribe(*queues)
    rig.relay("""\
        participants:
          plug: {component: a/P, outports: {power: {topic: plug/sensor}, energy: {topic: plug/sensor, qos: 0}}}
          other: {component: a/O, outports: {raw: {topic: plug/sensor}}}
        """, "plug/sensor")
    sender = rig.client()
    sender.publish("plug/sensor", b"1")
    sender.publish("plug/sensor", b"2")
    for queue in queues:
        assert [message.payload for message in listener.wait_messages(2, queue)] == [b"1", b"2"]
    assert len(listener.received) == 6


def test_several_ports_feed_one_topic(rig):
    listener = rig.client().subscribe("plug/set")
    rig.relay("""\
        participants:
          plug: {component: a/P, inports: {one: {topic: plug/set}, two: {topic: plug/set}}}
        """, "plug.ONE", "plug.TWO")
    sender = rig.client()
    sender.publish("plug.ONE", b"1")
    sender.publish("plug.TWO", b"2")
    assert [message.payload for message in listener.wait_messages(2)] == [b"1", b"2"]


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_of_overlapping_filters_each_route_delivers_once(rig, qos):
    routes = {"house.EXACT": "a/b", "house.LEVEL": "a/+", "house.TREE": "a/#", "house.ANY": "+/b", "house.TWIN": "a/b"}
    ports = ", ".join(f"{queue.split('.')[1].lower()}: {{topic: '{topic}'}}" for queue, topic in routes.items())
    listener = rig.client().subscribe("house.EXACT", "house.LEVEL", "house.TREE", "house.ANY", "house.TWIN")
    rig.relay(f"participants: {{house: {{component: a/H, outports: {{{ports}}}}}}}\n", *set(routes.values()))
    sender = rig.client()
    for number in range(20):
        sender.publish("a/b", b"%d" % number, qos)
    expected = [b"%d" % number for number in range(20)]
    for queue in routes:
        assert [message.payload for message in listener.wait_messages(20, queue)] == expected
    sender.publish("a/b", b"end", 1)
    for queue in routes:
        listener.wait_message(queue, lambda message: message.payload == b"end")
    assert len(listener.received) == 21 * len(routes), "something came twice"


def test_messages_of_one_topic_keep_their_order(rig):
    count = 2000
    listener = rig.client().subscribe(OUT[1])
    rig.relay(PAIR, OUT[0])
    traffic = rig.traffic(OUT[0], OUT[1], rate=20_000)
    traffic.wait_received(count)
    traffic.finish()
    payloads = listener.payloads(OUT[1])
    assert payloads == sorted(payloads)


def test_both_directions_at_once_do_not_mix(rig):
    listener = rig.client().subscribe(OUT[1], IN[1])
    rig.relay(PAIR, OUT[0], IN[0])
    sender = rig.client()
    for number in range(50):
        sender.publish(OUT[0], b"out %d" % number)
        sender.publish(IN[0], b"in %d" % number)
    out, into = (listener.wait_messages(50, topic) for topic in (OUT[1], IN[1]))
    assert all(message.payload.startswith(b"out") for message in out)
    assert all(message.payload.startswith(b"in") for message in into)
