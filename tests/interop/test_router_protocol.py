"""MsgFlo's router protocol as MsgFlo's Node.js library speaks: plain messages, QoS 0, MQTT 3.1.1, no response topic."""

import json

import pytest
from participants import wait_edge_from

HOUSE = """\
    participants:
      heater:
        component: house/Heater
        outports:
          temperature: {topic: heater/state}
      display:
        component: house/Display
        inports:
          text: {topic: display/text}
    router: {enabled: true}
    """
BINDING = {"src": "heater.TEMPERATURE", "tgt": "display.TEXT"}


class RouterClient:
    """A Node.js program that binds and unbinds."""

    def __init__(self, packages, broker_url, instance="default"):
        self._process = packages.start_script("router_client.js", broker_url, instance)
        self._process.wait_for_output(r"^listening$", timeout=20)

    def tell(self, request, message):
        """Publishes it, and returns where `wait` begins to hear what follows."""
        mark = len(self._process.output)
        self._process.write_line(json.dumps({"request": request, "message": message}))
        return mark

    def wait(self, topic, mark, predicate=lambda message: True):
        def wanted(line):
            told = json.loads(line) if line.startswith("{") else {}
            return told if told.get("topic") == topic and predicate(told["message"]) else None

        found = self._process.output.wait(wanted, after=mark)
        assert found, f"nothing fitting on {topic}; {self._process.story()}"
        return found[0]["message"]

    def close(self):
        self._process.close()


@pytest.fixture
def router_client(rig, packages):
    client = RouterClient(packages, rig.broker.url)
    try:
        yield client
    finally:
        client.close()


def start(rig, router_client):
    rig.relay(HOUSE, "heater/state", "display.TEXT", "/msgrouter/default/addbinding")
    # The router's first sign of life, which is none of the answers that the tests wait for.
    assert router_client.wait("bindings", 0) == []


def test_a_binding_is_added_listed_and_removed(rig, router_client):
    display = rig.client().subscribe("display/text")
    start(rig, router_client)
    mark = router_client.tell("addbinding", BINDING)
    assert router_client.wait("bindings", mark) == [BINDING]
    display.publish("heater/state", b"1")
    assert display.wait_message("display/text").payload == b"1"

    mark = router_client.tell("removebinding", BINDING)
    assert router_client.wait("bindings", mark) == []
    display.publish("heater/state", b"2")
    mark = router_client.tell("addbinding", BINDING)
    assert router_client.wait("bindings", mark) == [BINDING]
    display.publish("heater/state", b"3")
    display.wait_message("display/text", lambda message: message.payload == b"3")
    assert display.payloads("display/text") == [b"1", b"3"]


def test_a_binding_as_the_coordinator_describes_it(rig, router_client):
    start(rig, router_client)
    mark = router_client.tell("addbinding", {"type": "pubsub", **BINDING})
    assert router_client.wait("bindings", mark) == [BINDING]
    wait_edge_from(rig, "heater.TEMPERATURE")
    mark = router_client.tell("removebinding", {"type": "pubsub", **BINDING})
    assert router_client.wait("bindings", mark) == []


@pytest.mark.parametrize("message", [None, {}, "", [], True], ids=json.dumps)
def test_bindings_are_listed_whatever_asks(rig, router_client, message):
    start(rig, router_client)
    mark = router_client.tell("listbindings", message)
    assert router_client.wait("bindings", mark) == []


def test_a_binding_that_is_there_already_stays_one(rig, router_client):
    display = rig.client().subscribe("display/text", "end")
    start(rig, router_client)
    mark = router_client.tell("addbinding", BINDING)
    router_client.tell("addbinding", BINDING)
    router_client.tell("listbindings", {})
    assert router_client.wait("bindings", mark, lambda message: message) == [BINDING]
    display.publish("heater/state", b"1")
    display.publish("heater/state", b"2")
    display.wait_message("display/text", lambda message: message.payload == b"2")
    assert display.payloads("display/text") == [b"1", b"2"]


@pytest.mark.parametrize("request_name,message,reason", [
    ("addbinding", {"src": "heater.TEMPERATURE"}, 'needs "src" and "tgt"'),
    ("addbinding", {"src": "heater/+", "tgt": "display.TEXT"}, "wildcard"),
    ("addbinding", {"src": "display/text", "tgt": "display.TEXT"}, "it would feed its own source"),
    ("addbinding", "heater.TEMPERATURE -> display.TEXT", 'needs "src" and "tgt"'),
    ("removebinding", BINDING, "is not bound"),
], ids=["incomplete", "wildcard", "cycle", "text", "unknown"])
def test_what_cannot_be_carried_out_is_told_on_error(rig, router_client, request_name, message, reason):
    start(rig, router_client)
    mark = router_client.tell(request_name, message)
    told = router_client.wait("error", mark)
    assert reason in told["error"]
    assert told["request"] == message, "which of the requests it was"
    mark = router_client.tell("listbindings", {})
    assert router_client.wait("bindings", mark) == []


def test_two_programs_bind_at_one_router(rig, packages, router_client):
    start(rig, router_client)
    other = RouterClient(packages, rig.broker.url)
    try:
        mark = router_client.tell("addbinding", BINDING)
        router_client.wait("bindings", mark, lambda message: message == [BINDING])
        second = {"src": "garden/rain", "tgt": "display.TEXT"}
        mark = other.tell("addbinding", second)
        for client in (other, router_client):
            listed = client.wait("bindings", mark, lambda message: len(message) == 2)
            assert sorted(listed, key=json.dumps) == sorted([BINDING, second], key=json.dumps)
    finally:
        other.close()
