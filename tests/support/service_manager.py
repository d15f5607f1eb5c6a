"""A service manager's end of the notification socket: what systemd would hear."""

import os
import socket
import threading

from .waiting import Record


class ServiceManager:
    """`address` is a path, or `@NAME` for an abstract socket. Each message is a dictionary of its assignments."""

    def __init__(self, address):
        self.messages = Record()
        self._address = str(address)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self._bound())
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _bound(self):
        return "\0" + self._address[1:] if self._address.startswith("@") else self._address

    def environment(self, **more):
        return {"NOTIFY_SOCKET": self._address, **more}

    def _read(self):
        while message := self._socket.recv(65536):
            self.messages.append(dict(line.split("=", 1) for line in message.decode().split("\n")))
        self.messages.close()

    def wait(self, key, value=None, after=0, count=1):
        """The last of the first `count` messages with that value of `key`, or with any, from number `after` on."""
        def wanted(message):
            text = message.get(key)
            return text if value is None or text == value else None

        found = self.messages.wait(wanted, count, after)
        assert found, f"no {key}={value or ''}; heard: {self.messages.items()[-20:]}"
        return found[-1]

    def close(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
            own.sendto(b"", self._bound())
        self._reader.join(10)
        self._socket.close()
        if not self._address.startswith("@"):
            os.unlink(self._address)
