"""A TCP proxy between the program and the broker that knows MQTT's packets and treats the line badly."""

import asyncio
import re
import socket
import struct

from . import background
from .packets import CONNECT, DISCONNECT, PUBACK, PUBLISH, Splitter, client_id_of, packet
from .waiting import Record, poll_until

TO_BROKER, TO_PROGRAM = "to broker", "to program"


class _Line:
    """One connection of the program, with its twin to the broker."""

    def __init__(self, proxy):
        self.proxy = proxy
        self.client_id = None
        self.sent_kinds = set()
        self.open = asyncio.Event()
        self.open.set()
        self.to_program = None
        self._writers = []

    async def serve(self, reader, writer):
        self.to_program = writer
        self._writers.append(writer)
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.proxy.target)
            self._writers.append(up_writer)
            await asyncio.wait(
                [asyncio.ensure_future(self._pump(TO_BROKER, reader, up_writer)),
                 asyncio.ensure_future(self._pump(TO_PROGRAM, up_reader, writer))],
                return_when=asyncio.FIRST_COMPLETED)
        except OSError:
            pass  # the broker is away: the program sees a closed connection
        finally:
            self.close()

    async def _pump(self, direction, reader, writer):
        splitter = Splitter()
        try:
            while data := await reader.read(65536):
                await self.open.wait()
                if not await self._forward(direction, splitter.feed(data), writer):
                    return
        except (OSError, asyncio.IncompleteReadError):
            return

    async def _forward(self, direction, packets, writer):
        """False: the line is cut."""
        out = bytearray()
        for kind, _flags, body, whole in packets:
            if direction == TO_BROKER and not self._admit(kind, body):
                return False
            if self.proxy.take_planned_cut(self.client_id, direction, kind):
                writer.write(bytes(out) + whole[:len(whole) // 2])
                await writer.drain()
                self.proxy.cuts.append((self.client_id, direction, kind))
                return False
            out += whole
        if out:
            writer.write(bytes(out))
            await writer.drain()
        return True

    def _admit(self, kind, body):
        self.sent_kinds.add(kind)
        if kind == CONNECT:
            self.client_id = client_id_of(body)
            if self.proxy.refuses(self.client_id):
                self.proxy.refusals.append(self.client_id)
                return False
        return True

    def close(self):
        self.open.set()
        for writer in self._writers:
            if not writer.transport.is_closing():
                writer.close()
        self.proxy.lines.discard(self)

    def reset(self):
        """Ends it at once in both directions, with what was still to be sent thrown away."""
        for writer in self._writers:
            sock = writer.get_extra_info("socket")
            if sock is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        self.open.set()
        self.proxy.lines.discard(self)


class Proxy:
    """Listens on a port of its own and forwards to `target`, packet by packet."""

    def __init__(self, target):
        self.target = target
        self.lines = set()
        self.cuts = Record()
        self.refusals = Record()
        self.refused_clients = set()
        self._refuse_all = False
        self._planned_cuts = set()
        self._tasks = set()
        self._server = background.run(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    @property
    def url(self):
        return f"mqtt://127.0.0.1:{self.port}"

    async def _serve(self, reader, writer):
        if self._refuse_all:
            self.refusals.append(None)
            writer.transport.abort()
            return
        line = _Line(self)
        self.lines.add(line)
        task = asyncio.current_task()
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await line.serve(reader, writer)

    def _sending(self, kind):
        return [line for line in self.lines if kind in line.sent_kinds]

    def subscriber(self, timeout=10.0):
        """The client id of the connection that acknowledges what it gets; it has done so when this returns."""
        return self._client_that_sends(PUBACK, timeout)

    def publisher(self, timeout=10.0):
        """The client id of the connection that publishes."""
        return self._client_that_sends(PUBLISH, timeout)

    def _client_that_sends(self, kind, timeout):
        def first():
            found = background.call(self._sending, kind)
            return found[0].client_id if found else None

        return poll_until(first, f"a connection of the program sends packets of kind {kind}", timeout)

    def take_planned_cut(self, client_id, direction, kind):
        """Whether to cut in this packet; each plan is carried out once."""
        plan = (client_id, direction, kind)
        planned = plan in self._planned_cuts
        self._planned_cuts.discard(plan)
        return planned

    def _lines_of(self, client_id):
        return [line for line in self.lines if client_id in (None, line.client_id)]

    def cut(self, client_id=None):
        """Cuts all lines, or those of one client, at once. How many there were."""

        def cutting():
            lines = self._lines_of(client_id)
            for line in lines:
                line.reset()
            return len(lines)

        return background.call(cutting)

    def cut_in_packet(self, client_id, direction, kind, timeout=20.0):
        """Cuts the client's line in the middle of its next packet of that kind; returns when that has happened."""
        before = len(self.cuts)
        background.call(self._planned_cuts.add, (client_id, direction, kind))
        assert self.cuts.wait(lambda cut: cut, after=before, timeout=timeout), f"no packet {kind} {direction} came by"

    def say_goodbye(self, client_id, reason_code):
        """Sends the client a DISCONNECT with that reason in the broker's name, and ends its line."""

        def saying():
            for line in self._lines_of(client_id):
                line.to_program.write(packet(DISCONNECT, bytes([reason_code, 0])))
                line.close()

        background.call(saying)

    def refuse(self, client_id=None):
        """Refuses new connections, all or those of one client, and cuts the present ones.

        A publisher's client id is of one process; those of the processes after it are refused, too.
        """

        def refusing():
            if client_id is None:
                self._refuse_all = True
            else:
                self.refused_clients.add(client_id)
            for line in self._lines_of(client_id):
                line.reset()

        background.call(refusing)

    def refuses(self, client_id):
        def of_all_processes(one):
            return re.sub(r"-out-[\d-]+$", "-out", one)

        return of_all_processes(client_id) in map(of_all_processes, self.refused_clients)

    def accept(self):
        def accepting():
            self._refuse_all = False
            self.refused_clients.clear()

        background.call(accepting)

    def wait_refused(self, count, timeout=30.0):
        assert self.refusals.wait(lambda _: True, count, timeout=timeout), f"fewer than {count} attempts to connect"

    def black_hole(self, client_id=None):
        """Lines stay open and nothing passes."""
        background.call(lambda: [line.open.clear() for line in self._lines_of(client_id)])

    def flow_again(self):
        background.call(lambda: [line.open.set() for line in self.lines])

    def close(self):
        def closing():
            self._server.close()
            for line in list(self.lines):
                line.reset()
            for task in list(self._tasks):
                task.cancel()

        background.call(closing)
