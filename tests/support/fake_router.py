"""A router of MsgFlo's protocol that says what a test wants."""

import json

import paho.mqtt.client as paho

from .broker import OUR_CLIENTS
from .client import publish_properties
from .waiting import Record, stretched

SILENT = object()


def port(role, name, queue=None, **more):
    return {"id": name, "queue": queue or f"{role}.{name.upper()}", "type": "any", **more}


def participant(role, inports=(), outports=(), component="x/Y", seen=0, ours=False):
    """Ports are names, or what `port` gives."""
    made = {kind: [one if isinstance(one, dict) else port(role, one) for one in ports]
            for kind, ports in (("inports", inports), ("outports", outports))}
    return {"role": role, "id": role, "component": component, "seen": seen, "ours": ours, **made}


def announcement(one):
    payload = {key: value for key, value in one.items() if key not in ("seen", "ours")}
    return json.dumps({"protocol": "discovery", "command": "participant", "payload": payload})


class FakeRouter:
    """Connected and listening when made. `answers`: what a request gives instead of the usual, or SILENT; text is sent
    as it is."""

    def __init__(self, port_number, participants=(), bindings=(), answers=None, instance="default"):
        self.requests = Record()
        self._answers = {"listparticipants": list(participants), "listbindings": list(bindings), **(answers or {})}
        self._ready = Record()
        self._paho = paho.Client(f"{OUR_CLIENTS}router-{instance}", protocol=paho.MQTTv5)
        self._paho.on_subscribe = lambda *_: self._ready.append(True)
        self._paho.on_message = self._answer
        self._paho.connect("127.0.0.1", port_number)
        self._paho.loop_start()
        self._paho.subscribe(f"/msgrouter/{instance}/+", qos=1)
        assert self._ready.wait(lambda one: one, timeout=stretched(10)), "the fake router cannot listen"

    def _answer(self, client, _user, message):
        name = message.topic.rsplit("/", 1)[1]
        content = message.payload.decode()
        self.requests.append((name, content))
        answer = self._answers.get(name, json.loads(content) if content else SILENT)
        if answer is SILENT:
            return
        properties = publish_properties(CorrelationData=message.properties.CorrelationData)
        client.publish(message.properties.ResponseTopic, answer if isinstance(answer, str) else json.dumps(answer), 1,
                       properties=properties)

    def asked(self):
        return [name for name, _ in self.requests.items()]

    def changes(self):
        """(request, source, target) of all requests for a change."""
        return [(name, json.loads(content)["src"], json.loads(content)["tgt"])
                for name, content in self.requests.items() if name in ("addbinding", "removebinding")]

    def close(self):
        self._paho.disconnect()
        self._paho.loop_stop()
