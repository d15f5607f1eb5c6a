"""Runs a command where the only name server never answers: in a network of its own, with settings of its own.

For a command line: `around()` before the command. `asked` is written to its stdout when it looks up its first name.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SIOCSIFFLAGS = 0x8914
IFF_UP = 0x1
DNS = 53
SETTINGS = {"/etc/resolv.conf": "nameserver 127.0.0.1\n", "/etc/nsswitch.conf": "hosts: files dns\n"}
# Longer than any test looks.
LONGEST_LOOKUP = 30


def around():
    # Who is not root may have such a network as the root of a user namespace.
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *as_root, "--net", "--mount", "--", sys.executable, Path(__file__).resolve()]


def put_settings():
    for path, text in SETTINGS.items():
        # Where there is none, the resolver takes the same for granted.
        if Path(path).exists():
            with tempfile.NamedTemporaryFile("w", encoding="ascii") as file:
                file.write(text)
                file.flush()
                os.chmod(file.name, 0o644)
                subprocess.run(["mount", "--bind", file.name, path], check=True)


def main(command):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("=16sH22x", b"lo", IFF_UP))
    put_settings()
    os.environ["RES_OPTIONS"] = f"timeout:{LONGEST_LOOKUP} attempts:1"
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", DNS))
    # The command inherits it, so that the kernel does not say that nobody listens.
    server.set_inheritable(True)
    if os.fork() == 0:
        server.settimeout(LONGEST_LOOKUP)
        server.recv(512)
        print("asked", flush=True)
        return
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
