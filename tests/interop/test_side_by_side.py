"""MsgFlo's coordinator and our edges on one broker: each message arrives once, and neither harms the other."""

import json

import pytest
from coordinator import edge
from participants import run_announced_often, wait_edge_from
from support.waiting import poll_until

HOUSE = """\
    participants:
      heater:
        component: house/Heater
        label: Oil heater
        icon: fire
        inports:
          target: {topic: heater/set, type: number}
        outports:
          temperature: {topic: heater/state, type: number}
      display:
        component: house/Display
        inports:
          text: {topic: display/text}
          footer: {topic: display/footer}
    router: {enabled: true}
    connections: [heater TEMPERATURE -> TEXT display]
    """
RELAYED = ("heater/state", "heater.TARGET", "display.TEXT", "display.FOOTER")
MESSAGES = [b"%d" % number for number in range(200)]


def start(rig):
    run_announced_often(rig, HOUSE, *RELAYED)
    wait_edge_from(rig, "heater.TEMPERATURE")


def all_of_ours(components):
    return components if {"house/Heater", "house/Display"} <= components.keys() else None


def bind(rig, source, target):
    """By the router's protocol; returns when the binding is listed."""
    client = rig.client().subscribe("/msgrouter/default/bindings")
    binding = {"src": source, "tgt": target}
    client.publish("/msgrouter/default/addbinding", json.dumps(binding).encode())
    client.wait_message("/msgrouter/default/bindings", lambda message: binding in message.json())


def send_all(rig, coordinator, listener, topics):
    """Publishes the messages for the heater; every one must come once to each of `topics`, nothing twice."""
    for payload in MESSAGES:
        listener.publish("heater/state", payload)
    for topic in topics:
        listener.wait_messages(len(MESSAGES), topic)
    # What the coordinator might still have to forward is before its answer, and that is before this last message.
    coordinator.ask("network", "getstatus", {"graph": "default/main"}, "status")
    listener.publish("end")
    listener.wait_message("end")
    for topic in topics:
        assert listener.payloads(topic) == MESSAGES, topic


@pytest.mark.parametrize("first", ["coordinator", "program"])
def test_a_coordinator_without_a_graph_doubles_nothing(rig, coordinate, first):
    listener = rig.client().subscribe("heater.TEMPERATURE", "display.TEXT", "display/text", "display.FOOTER",
                                      "display/footer", "end")
    if first == "coordinator":
        coordinator = coordinate()
        start(rig)
    else:
        start(rig)
        coordinator = coordinate()
    bind(rig, "heater.TEMPERATURE", "display.FOOTER")
    coordinator.connect()

    components = poll_until(lambda: all_of_ours(coordinator.components()), "the coordinator has heard of both")
    assert [port["id"] for port in components["house/Heater"]["outPorts"]] == ["temperature"]
    assert [port["id"] for port in components["house/Display"]["inPorts"]] == ["text", "footer"]
    assert components["house/Heater"]["icon"] == "fire"
    graph = coordinator.graph()
    assert {role: node["component"] for role, node in graph["processes"].items()} == {
        "heater": "house/Heater", "display": "house/Display"}
    assert graph["connections"] == [], "our edges are not the coordinator's"
    status = coordinator.ask("network", "getstatus", {"graph": "default/main"}, "status")
    assert status["running"] is True

    # An editor that has our edge on its screen asks to see what flows on it.
    shown = edge("heater", "temperature", "display", "text")
    coordinator.ask("network", "edges", {"graph": "default/main", "edges": [shown]}, "edges")
    send_all(rig, coordinator, listener,
             ["heater.TEMPERATURE", "display.TEXT", "display/text", "display.FOOTER", "display/footer"])


def test_edges_of_both_deliver_once(rig, coordinate):
    listener = rig.client().subscribe("heater.TEMPERATURE", "display.TEXT", "display/text", "heater.TARGET",
                                      "heater/set", "end")
    coordinator = coordinate()
    start(rig)
    coordinator.connect().add_edge("heater", "temperature", "heater", "target")
    send_all(rig, coordinator, listener,
             ["heater.TEMPERATURE", "display.TEXT", "display/text", "heater.TARGET", "heater/set"])


def test_the_coordinator_stops_and_our_edges_go_on(rig, coordinate):
    listener = rig.client().subscribe("display/text", "heater/set")
    coordinator = coordinate()
    start(rig)
    coordinator.connect().add_edge("heater", "temperature", "heater", "target")
    coordinator.remove_node("display")  # one that it did not start; its editor only forgets it
    listener.publish("heater/state", b"1")
    for topic in ("display/text", "heater/set"):
        assert listener.wait_message(topic).payload == b"1"
    coordinator.close()
    listener.publish("heater/state", b"2")
    listener.wait_message("display/text", lambda message: message.payload == b"2")
    assert listener.payloads("display/text") == [b"1", b"2"]
