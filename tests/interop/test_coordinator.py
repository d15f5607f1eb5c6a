"""MsgFlo's real coordinator starts the program, sees its participants, carries messages between them, and stops it."""

import os

import pytest

HEATER = """\
    component: house/Heater
    label: Oil heater
    icon: fire
    inports:
      target: {topic: 'devices/#ROLE/set', queue: '#ROLE.TARGET', type: number}
    outports:
      temperature: {topic: 'devices/#ROLE/state', queue: '#ROLE.TEMPERATURE', type: number}
    """
DISPLAY = """\
    component: house/Display
    inports:
      text: {topic: 'devices/#ROLE/text', queue: '#ROLE.TEXT'}
    """
GRAPH = "heater(house/Heater) TEMPERATURE -> TEXT display(house/Display)\n"


@pytest.fixture
def coordinator(rig, coordinate):
    rig.write("components/Heater.yml", HEATER)
    rig.write("components/Display.yml", DISPLAY)
    rig.write("graph.fbp", GRAPH)
    path = f"{rig.link('msgflo-register').parent}{os.pathsep}{os.environ['PATH']}"
    return coordinate("graph.fbp", {"PATH": path, "STATE_DIRECTORY": str(rig.state)}).connect()


def test_the_coordinator_starts_sees_wires_and_stops_the_program(rig, coordinator):
    coordinator.process.wait_for_output(r"^Sent discovery message for (heater|display)$", count=2)

    components = coordinator.components()
    assert [port["id"] for port in components["house/Heater"]["outPorts"]] == ["temperature"]
    assert [port["type"] for port in components["house/Heater"]["inPorts"]] == ["number"]
    assert components["house/Heater"]["icon"] == "fire"
    assert [port["id"] for port in components["house/Display"]["inPorts"]] == ["text"]
    graph = coordinator.graph()
    assert {role: node["component"] for role, node in graph["processes"].items()} == {
        "heater": "house/Heater", "display": "house/Display"}
    assert [connection["tgt"] for connection in graph["connections"]] == [{"process": "display", "port": "text"}]

    # From one device's topic over both queues and the coordinator's edge to another device's topic.
    listener = rig.client().subscribe("heater.TEMPERATURE", "display.TEXT", "devices/display/text",
                                      "devices/heater/set")
    device = rig.client()
    for filter_ in ("devices/heater/state", "display.TEXT", "heater.TARGET"):
        rig.broker.wait_subscribed(filter_)
    device.publish("devices/heater/state", b"21.5")
    for topic in ("heater.TEMPERATURE", "display.TEXT", "devices/display/text"):
        assert listener.wait_message(topic).payload == b"21.5"

    # A further edge, made while everything runs.
    coordinator.add_edge("heater", "temperature", "heater", "target")
    device.publish("devices/heater/state", b"22")
    assert listener.wait_message("devices/heater/set").payload == b"22"

    for number, role in enumerate(["heater", "display"], 1):
        coordinator.remove_node(role)
        coordinator.process.wait_for_log(r"child exited 0 null", count=number)
    assert coordinator.warnings_of_the_program() == [], coordinator.process.story()
