"""As much of MQTT's packet format (3.1.1 sections 2 and 3, the same in 5) as the proxy and the traffic need."""

CONNECT, CONNACK, PUBLISH, PUBACK = 1, 2, 3, 4
SUBSCRIBE, SUBACK, DISCONNECT = 8, 9, 14


def remaining_length(data, position):
    """(length, first position after it) at `position`; nothing while the bytes do not suffice."""
    length = shift = 0
    while position < len(data):
        byte = data[position]
        position += 1
        length |= (byte & 0x7F) << shift
        if byte < 0x80:
            return length, position
        shift += 7
    return None


def encode_length(length):
    out = bytearray()
    while True:
        length, byte = divmod(length, 128)
        out.append(byte | (0x80 if length else 0))
        if not length:
            return bytes(out)


def packet(kind, body, flags=0):
    return bytes([kind << 4 | flags]) + encode_length(len(body)) + body


def text(value):
    data = value.encode()
    return len(data).to_bytes(2, "big") + data


def read_text(data, position):
    length = int.from_bytes(data[position:position + 2], "big")
    start = position + 2
    return bytes(data[start:start + length]).decode(), start + length


class Splitter:
    """Cuts a stream of bytes into whole packets: (kind, flags, body, the packet's bytes)."""

    def __init__(self):
        self._rest = bytearray()

    def feed(self, data):
        self._rest += data
        position = 0
        packets = []
        while position < len(self._rest):
            measured = remaining_length(self._rest, position + 1)
            if measured is None or measured[1] + measured[0] > len(self._rest):
                break
            length, start = measured
            first = self._rest[position]
            whole = bytes(self._rest[position:start + length])
            packets.append((first >> 4, first & 15, whole[start - position:], whole))
            position = start + length
        del self._rest[:position]
        return packets


def client_id_of(connect_body):
    """The client id in the body of a CONNECT packet, MQTT 3.1.1 or 5."""
    _, position = read_text(connect_body, 0)
    level = connect_body[position]
    position += 4  # level, flags, keep alive
    if level >= 5:
        length, position = remaining_length(connect_body, position)
        position += length
    return read_text(connect_body, position)[0]
