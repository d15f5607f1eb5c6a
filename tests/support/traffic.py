"""Counted QoS 1 traffic: a device that publishes numbered messages, and a receiver that counts what arrives.

Both reconnect and repeat by themselves, as MQTT 3.1.1 says (sections 4.3.2 and 4.4), so that what is lost or doubled
is not theirs: the publisher keeps a message until the broker has acknowledged it, the receiver has a session that the
broker keeps, and a copy that the broker sends again on the receiver's own line (DUP) is not counted.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass

from . import background
from .broker import OUR_CLIENTS
from .packets import CONNACK, CONNECT, PUBACK, PUBLISH, SUBACK, SUBSCRIBE, Splitter, packet, read_text, text
from .waiting import poll_until

RECONNECT_INTERVAL = 0.05
TICK = 0.01
MOST_UNACKNOWLEDGED = 20_000
KEPT_SESSION, CLEAN_SESSION = 0, 2


class _Peer:
    """One MQTT 3.1.1 connection that comes back until closed."""

    def __init__(self, port, client_id, session):
        self._port = port
        self._connect = packet(CONNECT, text("MQTT") + bytes([4, session, 0, 0]) + text(client_id))
        self.connected = False
        self._writer = None
        self._task = asyncio.run_coroutine_threadsafe(self._stay_connected(), background.loop())

    async def _stay_connected(self):
        while True:
            try:
                reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
                self._writer.write(self._connect)
                await self._read(reader)
            except OSError:
                pass
            finally:
                self.connected = False
                if self._writer:
                    self._writer.close()
            await asyncio.sleep(RECONNECT_INTERVAL)

    async def _read(self, reader):
        splitter = Splitter()
        while data := await reader.read(262144):
            answers = bytearray()
            for kind, flags, body, _whole in splitter.feed(data):
                if kind == CONNACK:
                    assert body[1] == 0, f"the broker refused the traffic's connection: {body[1]}"
                    self.connected = True
                    self.on_connected()
                else:
                    answers += self.on_packet(kind, flags, body)
            if answers:
                self._writer.write(bytes(answers))

    def send(self, data):
        if self.connected:
            self._writer.write(data)

    def on_connected(self):
        """For subclasses: the session is up."""

    def on_packet(self, _kind, _flags, _body):
        """For subclasses: a packet came; returns the bytes to answer with."""
        return b""

    def close(self):
        self._task.cancel()
        poll_until(self._task.done, "the traffic's connection ends")


class Publisher(_Peer):
    """Publishes `device`'s numbered messages at `rate` a second, up to `MOST_UNACKNOWLEDGED` ahead of the broker."""

    def __init__(self, port, topic, rate, payload_bytes=64):
        self.sent = 0
        self.wanted = 0
        self._topic = text(topic)
        self._filling = b"." * (payload_bytes - 9)
        self._rate = rate
        self._unacknowledged = {}  # packet id -> packet
        self._next_id = 0
        super().__init__(port, f"{OUR_CLIENTS}publisher", CLEAN_SESSION)
        self._clock = asyncio.run_coroutine_threadsafe(self._tick(), background.loop())

    async def _tick(self):
        loop = asyncio.get_running_loop()
        begun = None
        while True:
            await asyncio.sleep(TICK)
            if not self._rate:
                begun = None
                continue
            if begun is None:
                begun, before, rate = loop.time(), self.wanted, self._rate
            self.wanted = before + int((loop.time() - begun) * rate)
            self._publish_wanted()

    def _publish_wanted(self):
        out = bytearray()
        while self.sent < self.wanted and len(self._unacknowledged) < MOST_UNACKNOWLEDGED:
            out += self._next_packet()
        if out:
            self.send(bytes(out))

    def _next_packet(self):
        self._next_id = self._next_id % 65535 + 1
        while self._next_id in self._unacknowledged:
            self._next_id = self._next_id % 65535 + 1
        payload = b"%08d " % self.sent + self._filling
        made = packet(PUBLISH, self._topic + self._next_id.to_bytes(2, "big") + payload, flags=2)
        self._unacknowledged[self._next_id] = made
        self.sent += 1
        return made

    def on_connected(self):
        again = (bytes([whole[0] | 8]) + whole[1:] for whole in self._unacknowledged.values())
        self.send(b"".join(again))

    def on_packet(self, kind, _flags, body):
        if kind == PUBACK:
            self._unacknowledged.pop(int.from_bytes(body[:2], "big"), None)
        return b""

    def stop_publishing(self):
        """No new messages; waits until the broker has acknowledged them all."""
        self._rate = 0
        background.call(lambda: None)
        poll_until(lambda: not self._unacknowledged, "the broker acknowledges what was published", 30)

    def publish_one(self):
        """One further message, acknowledged."""

        def one():
            self.wanted = self.sent + 1
            self._publish_wanted()

        background.call(one)
        poll_until(lambda: not self._unacknowledged, "the broker acknowledges one message", 30)

    def close(self):
        self._clock.cancel()
        super().close()


class Receiver(_Peer):
    """Counts how often each payload came on one topic."""

    def __init__(self, port, topic, name):
        self.copies = Counter()
        self.subscribed = False
        self._subscribe = packet(SUBSCRIBE, b"\0\1" + text(topic) + b"\1", flags=2)
        super().__init__(port, f"{OUR_CLIENTS}{name}", KEPT_SESSION)
        poll_until(lambda: self.subscribed, f"{name} is subscribed")

    def on_connected(self):
        self.send(self._subscribe)

    def on_packet(self, kind, flags, body):
        if kind == SUBACK:
            self.subscribed = True
        if kind != PUBLISH:
            return b""
        _, position = read_text(body, 0)
        qos, repeated = flags >> 1 & 3, flags & 8
        payload = body[position + (2 if qos else 0):]
        if not (repeated and payload in self.copies):
            self.copies[payload] += 1
        return packet(PUBACK, body[position:position + 2]) if qos else b""

    @property
    def unique(self):
        return len(self.copies)


@dataclass(frozen=True)
class Count:
    sent: int
    unique: int
    doubled: int

    @property
    def lost(self):
        return self.sent - self.unique


class Traffic:
    """From a device's topic to a queue, with the relay under test between them.

    `observed`: also count what the broker accepted on the topic, so that a message which the publisher had to repeat
    over a restarted broker does not count as the relay's double.
    """

    def __init__(self, port, topic, queue, rate=2000, observed=False):
        self.receiver = Receiver(port, queue, "receiver")
        self._observer = Receiver(port, topic, "observer") if observed else None
        self.publisher = Publisher(port, topic, rate)

    def wait_received(self, more, timeout=60.0):
        """Until that many further messages have come through."""
        goal = self.receiver.unique + more
        poll_until(lambda: self.receiver.unique >= goal,
                   f"{more} further messages come through; {self.now()}", timeout)

    def wait_caught_up(self, timeout=60.0):
        """Until all that has been sent so far has come through."""
        goal = self.publisher.sent
        poll_until(lambda: self.receiver.unique >= goal, f"the relay catches up; {self.now()}", timeout)

    def wait_sent(self, more, timeout=60.0):
        goal = self.publisher.sent + more
        poll_until(lambda: self.publisher.sent >= goal, f"{more} further messages are sent", timeout)

    def now(self):
        return Count(self.publisher.sent, self.receiver.unique, self._doubled())

    def _doubled(self):
        copies = dict(self.receiver.copies)
        accepted = dict(self._observer.copies) if self._observer else {}
        return sum(max(0, count - accepted.get(payload, 1)) for payload, count in copies.items())

    def finish(self, timeout=60.0):
        """Stops publishing and counts, when everything has come through and, behind it, one last message."""
        self.publisher.stop_publishing()
        self._wait_all(timeout)
        self.publisher.publish_one()
        self._wait_all(timeout)
        return self.now()

    def _wait_all(self, timeout):
        everyone = [self.receiver, *([self._observer] if self._observer else [])]
        try:
            poll_until(lambda: all(one.unique >= self.publisher.sent for one in everyone),
                       "all that was sent has come through", timeout)
        except AssertionError as late:
            raise AssertionError(f"{late}; {self.now()}, lost {self.now().lost}") from None

    def close(self):
        for peer in (self.publisher, self.receiver, self._observer):
            if peer:
                peer.close()
