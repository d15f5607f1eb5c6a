"""An MQTT 5 client that records what it gets and waits for every answer."""

import itertools
import json
from dataclasses import dataclass, field

import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from .broker import OUR_CLIENTS
from .waiting import Record, stretched

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Message:
    topic: str
    payload: bytes
    qos: int
    retain: bool
    properties: dict = field(compare=False)

    def json(self):
        return json.loads(self.payload)


def publish_properties(**values):
    """Named as in paho: ContentType, UserProperty, CorrelationData, ResponseTopic, MessageExpiryInterval, …"""
    properties = Properties(PacketTypes.PUBLISH)
    for name, value in values.items():
        setattr(properties, name, value)
    return properties


def _named(properties):
    names = ("ContentType", "UserProperty", "CorrelationData", "ResponseTopic", "MessageExpiryInterval",
             "PayloadFormatIndicator")
    return {name: getattr(properties, name) for name in names if hasattr(properties, name)}


class Client:
    """Connected when made. Sees the retain flag as it was published (Retain As Published)."""

    def __init__(self, port, client_id=None, clean=True):
        self.received = Record()
        self._connects = Record()
        self._answers = Record()
        self._paho = paho.Client(client_id or f"{OUR_CLIENTS}{next(_numbers)}", protocol=paho.MQTTv5)
        self._paho.on_connect = lambda _c, _u, flags, code, _p: self._connects.append((flags, code))
        self._paho.on_subscribe = lambda _c, _u, mid, codes, _p: self._answers.append((mid, codes))
        self._paho.on_message = self._on_message
        self._paho.max_inflight_messages_set(1000)
        self._paho.connect("127.0.0.1", port, clean_start=clean)
        self._paho.loop_start()
        connected = self._connects.wait(lambda answer: answer)
        assert connected and connected[0][1].value < 128, f"no connection: {connected}"
        self.session_present = bool(connected[0][0]["session present"])

    def _on_message(self, _client, _user, message):
        self.received.append(Message(message.topic, message.payload, message.qos, bool(message.retain),
                                     _named(message.properties)))

    def subscribe(self, *filters, qos=2):
        options = SubscribeOptions(qos=qos, retainAsPublished=True)
        _, mid = self._paho.subscribe([(topic_filter, options) for topic_filter in filters])
        answer = self._answers.wait(lambda answer: answer[0] == mid and answer)
        assert answer and not any(code.value >= 128 for code in answer[0][1]), f"{filters}: {answer}"
        return self

    def publish(self, topic, payload=b"", qos=1, retain=False, properties=None):
        """Returns when the broker has acknowledged (QoS 1 and 2) or the message is written (QoS 0)."""
        info = self._paho.publish(topic, payload, qos, retain, properties)
        info.wait_for_publish(stretched(10))
        assert info.is_published(), f"{topic}: the broker did not acknowledge"

    def wait_message(self, topic=None, predicate=None, timeout=10.0, after=0):
        return self.wait_messages(1, topic, predicate, timeout, after)[0]

    def wait_messages(self, count, topic=None, predicate=None, timeout=10.0, after=0):
        """The first `count` messages, from the `after`-th on, of that topic for which `predicate` holds."""

        def matches(message):
            wanted = (topic is None or message.topic == topic) and (predicate is None or predicate(message))
            return message if wanted else None

        found = self.received.wait(matches, count, after, timeout)
        assert found, f"fewer than {count} message(s) on {topic or 'any topic'}; received:\n{self._story()}"
        return found

    def messages(self, topic=None):
        return [message for message in self.received.items() if topic in (None, message.topic)]

    def payloads(self, topic=None):
        return [message.payload for message in self.messages(topic)]

    def _story(self):
        return "\n".join(f"  {m.topic} qos {m.qos} retain {m.retain}: {m.payload[:120]!r}"
                         for m in self.received.items()[-40:])

    def close(self):
        self._paho.disconnect()
        self._paho.loop_stop()
