"""MsgFlo's real coordinator, and a connection to it by the FBP protocol, as MsgFlo's editor has it."""

import json

from support.broker import free_port

GRAPH = "default/main"


class Coordinator:
    """`msgflo` in the rig's folder; `graph` names a file there. `env` is for its own environment."""

    def __init__(self, rig, packages, graph=None, env=None):
        rig.write("package.json", '{"name": "house"}')
        port = free_port()
        self.process = packages.start(
            "msgflo", "--broker", rig.broker.url, "--host", "127.0.0.1", "--port", str(port),
            *(["--graph", graph] if graph else []), "--library", "package.json", "--componentdir", "components",
            cwd=rig.folder, env={"DEBUG": "msgflo:setup", **(env or {})})
        self._packages = packages
        self._address = f"ws://127.0.0.1:{port}"
        self._client = None

    def connect(self):
        """Once it has started everything that its graph names."""
        self.process.wait_for_output(r"^msgflo started on", timeout=40)
        self._client = self._packages.start_script("fbp_client.js", self._address)
        self._client.wait_for_output(r"^open$")
        return self

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
        return json.loads(self.ask("component", "getsource", {"name": GRAPH}, "source")["code"])

    def add_edge(self, source, source_port, target, target_port):
        self.ask("graph", "addedge", edge(source, source_port, target, target_port), "addedge")

    def remove_node(self, role):
        self.ask("graph", "removenode", {"id": role, "graph": GRAPH}, "removenode")

    def warnings_of_the_program(self):
        return [line for line in self.process.log.items() if line.startswith(("warning:", "error:", "critical:"))]

    def close(self):
        for process in (self._client, self.process):
            if process:
                process.close()


def edge(source, source_port, target, target_port):
    return {"graph": GRAPH, "src": {"node": source, "port": source_port},
            "tgt": {"node": target, "port": target_port}}
