"""MsgFlo's real coordinator starts the program, sees its participants, carries messages between them, and stops it."""

import json
import os

import pytest
from support.broker import free_port

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


class Coordinator:
    """`msgflo` with a graph, and a connection to it by the FBP protocol."""

    def __init__(self, rig, packages):
        rig.write("package.json", '{"name": "house"}')
        rig.write("components/Heater.yml", HEATER)
        rig.write("components/Display.yml", DISPLAY)
        rig.write("graph.fbp", GRAPH)
        port = free_port()
        path = f"{rig.link('msgflo-register').parent}{os.pathsep}{os.environ['PATH']}"
        self.process = packages.start(
            "msgflo", "--broker", rig.broker.url, "--host", "127.0.0.1", "--port", str(port), "--graph", "graph.fbp",
            "--library", "package.json", "--componentdir", "components", cwd=rig.folder,
            env={"PATH": path, "STATE_DIRECTORY": str(rig.state), "DEBUG": "msgflo:setup"})
        self._packages = packages
        self._address = f"ws://127.0.0.1:{port}"
        self._client = None

    def connect(self):
        self.process.wait_for_output(r"^msgflo started on", timeout=40)
        self._client = self._packages.start_script("fbp_client.js", self._address)
        self._client.wait_for_output(r"^open$")

    def ask(self, protocol, command, payload, answer):
        """The payload of the coordinator's next answer named so."""
        before = len(self._client.output)
        self._client.write_line(json.dumps({"protocol": protocol, "command": command, "payload": payload}))
        start = rf'^{{"protocol":"{protocol}","command":"({answer}|error)"'
        line = self._client.wait_for_output(start, after=before).string
        message = json.loads(line)
        assert message["command"] == answer, line
        return message["payload"]

    def components(self):
        count = self.ask("component", "list", {}, "componentsready")
        lines = [json.loads(line) for line in self._client.output.items() if line.startswith("{")]
        listed = [line["payload"] for line in lines if line["command"] == "component"]
        assert len(listed) >= count
        return {component["name"]: component for component in listed}

    def graph(self):
        return json.loads(self.ask("component", "getsource", {"name": "default/main"}, "source")["code"])

    def warnings_of_the_program(self):
        return [line for line in self.process.log.items() if line.startswith(("warning:", "error:", "critical:"))]

    def close(self):
        for process in (self._client, self.process):
            if process:
                process.close()


@pytest.fixture
def coordinator(rig, packages):
    coordinator = Coordinator(rig, packages)
    try:
        coordinator.connect()
        yield coordinator
    finally:
        coordinator.close()


def edge(source, source_port, target, target_port):
    return {"graph": "default/main", "src": {"node": source, "port": source_port},
            "tgt": {"node": target, "port": target_port}}


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
    coordinator.ask("graph", "addedge", edge("heater", "temperature", "heater", "target"), "addedge")
    device.publish("devices/heater/state", b"22")
    assert listener.wait_message("devices/heater/set").payload == b"22"

    for number, role in enumerate(["heater", "display"], 1):
        coordinator.ask("graph", "removenode", {"id": role, "graph": "default/main"}, "removenode")
        coordinator.process.wait_for_log(r"child exited 0 null", count=number)
    assert coordinator.warnings_of_the_program() == [], coordinator.process.story()
