"""Participants that speak for themselves: MsgFlo's own in Node.js, and one in Python, as its users write them."""

import itertools
import json
import threading
import uuid
from contextlib import ExitStack

import paho.mqtt.client as paho
from support.broker import OUR_CLIENTS
from support.waiting import Record, poll_until, stretched

# In seconds; participants announce themselves again after 1/2.2 of it.
PERIOD = 1
_numbers = itertools.count(1)


def definition(component, inports=(), outports=(), **more):
    """Ports are names, or what an announcement says of them."""
    made = [[port if isinstance(port, dict) else {"id": port, "type": "any"} for port in ports]
            for ports in (inports, outports)]
    return {"component": component, "label": component, "icon": "cog", "inports": made[0], "outports": made[1], **more}


class NodeParticipant:
    """A process of MsgFlo's Node.js library; announced when made. With `repeats=True` in its definition it sends what
    comes in to its outport `out`."""

    def __init__(self, packages, broker_url, role, described):
        self.process = packages.start_script("node_participant.js", broker_url, role, json.dumps(described),
                                             env={"MSGFLO_DISCOVERY_PERIOD": str(PERIOD)})
        self.process.wait_for_output(r"^started$", timeout=20)

    def send(self, port, data):
        self.process.write_line(json.dumps({"port": port, "data": data}))

    def wait_received(self, port, count=1):
        """The first `count` values that came to `port`."""
        found = self.process.output.wait(_value_of(port), count)
        assert found, f"fewer than {count} values at {port}; {self.process.story()}"
        return [value for value, in found]

    def received(self, port):
        return [found[0] for found in map(_value_of(port), self.process.output.items()) if found]

    def close(self):
        self.process.close()


def _value_of(port):
    def read(line):
        told = json.loads(line) if line.startswith("{") else {}
        return (told["data"],) if told.get("port") == port else None
    return read


class PythonParticipant:
    """Speaks MQTT 3.1.1 and MsgFlo's discovery as msgflo-python does: queues subscribed to first, then announced again
    and again, everything as JSON. Announced when made."""

    def __init__(self, port_number, role, described):
        self._definition = {**described, "role": role, "id": f"{role}-{uuid.uuid4()}"}
        for port in described["inports"] + described["outports"]:
            port.setdefault("queue", f"{role}.{port['id'].upper()}")
        self._values, self._ready, self._end = Record(), Record(), threading.Event()
        self._paho = paho.Client(f"{OUR_CLIENTS}python-{next(_numbers)}")
        self._paho.on_connect = self._listen
        self._paho.on_subscribe = lambda *_: self._ready.append(True)
        self._paho.on_message = lambda _c, _u, message: self._values.append((message.topic, message.payload))
        self._paho.connect("127.0.0.1", port_number)
        self._paho.loop_start()
        assert self._ready.wait(bool, max(1, len(described["inports"]))), f"{role} cannot listen"
        self._announce()
        self._announcer = threading.Thread(target=self._announce_again, daemon=True)
        self._announcer.start()

    def _listen(self, *_):
        for port in self._definition["inports"]:
            self._paho.subscribe(port["queue"])
        if not self._definition["inports"]:
            self._ready.append(True)

    def _announce(self):
        message = {"protocol": "discovery", "command": "participant", "payload": self._definition}
        self._paho.publish("fbp", json.dumps(message)).wait_for_publish(stretched(10))

    def _announce_again(self):
        while not self._end.wait(PERIOD / 2.2):
            self._announce()

    def _queue(self, ports, name):
        return next(port["queue"] for port in self._definition[ports] if port["id"] == name)

    def send(self, port, data):
        self._paho.publish(self._queue("outports", port), json.dumps(data)).wait_for_publish(stretched(10))

    def wait_received(self, port, count=1):
        queue = self._queue("inports", port)
        found = self._values.wait(lambda value: value[0] == queue and value, count)
        assert found, f"fewer than {count} values at {port}: {self._values.items()}"
        return [json.loads(payload) for _, payload in found]

    def received(self, port):
        queue = self._queue("inports", port)
        return [json.loads(payload) for topic, payload in self._values.items() if topic == queue]

    def close(self):
        self._end.set()
        self._announcer.join()
        self._paho.disconnect()
        self._paho.loop_stop()


class Neighbours:
    """Starts them on the rig's broker and ends them with the test."""

    def __init__(self, rig, packages):
        self._rig = rig
        self._packages = packages
        self._ending = ExitStack()

    def node(self, role, *described, **more):
        return self._keep(NodeParticipant(self._packages, self._rig.broker.url, role, definition(*described, **more)))

    def python(self, role, *described, **more):
        return self._keep(PythonParticipant(self._rig.broker.port, role, definition(*described, **more)))

    def _keep(self, participant):
        self._ending.callback(participant.close)
        return participant

    def close(self):
        self._ending.close()


def run_announced_often(rig, declaration, *topics, name="devices.yaml"):
    """As `rig.relay`, and whoever comes later hears of the participants soon, too."""
    rig.write(name, declaration)
    mark = rig.broker.log_position()
    program = rig.run(name, "--interval", str(PERIOD), clean=True)
    for topic in topics:
        rig.broker.wait_subscribed(topic, mark)
    return program


def wait_edge_from(rig, queue, after=0):
    """Until the program itself, and not another participant, is subscribed to `queue`, as the broker's lines from
    `after` on say."""
    def subscribed():
        ours = {client_id for client_id, _ in rig.broker.program_clients()}
        wanted = {f"{client_id} {qos} {queue}" for client_id in ours for qos in "012"}
        return any(line.split(": ", 1)[-1] in wanted for line in rig.broker.lines()[after:])

    poll_until(subscribed, f"the program is subscribed to {queue}")
