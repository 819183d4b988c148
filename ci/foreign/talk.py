"""Talks to a board through pyserial: talk.py PORT HANDS ADDRESS TCP_PORT. HANDS is where `reset` is typed. The sketch is a bridge between serial port and TCP."""

import socket
import sys

import serial

LIMIT_SECONDS = 20


def read_until(port, words):
    """Reads lines up to one with these words."""
    seen = []
    while True:
        line = port.readline()
        seen.append(line)
        if words in line:
            return
        if not line.endswith(b"\n"):
            sys.exit(f"no line with {words!r} within {LIMIT_SECONDS} s; saw {seen}")


path, hands, address, tcp_port = sys.argv[1:]
with serial.Serial(path, 74880, timeout=LIMIT_SECONDS) as port:
    with open(hands, "w") as typed:
        typed.write("reset\n")
    read_until(port, b"ets Jan")  # the ROM speaks 74880 baud after a reset, the sketch 115200
    port.baudrate = 115200
    read_until(port, b"Open Telnet and connect to IP:" + address.encode())
    with socket.create_connection((address, int(tcp_port)), LIMIT_SECONDS) as client:
        read_until(port, b"Client Connected")
        client.sendall(b"out of the board\r\n")
        read_until(port, b"out of the board")
        port.write(b"into the board\r\n")
        line = client.makefile("rb").readline()
        if line != b"into the board\r\n":
            sys.exit(f"the board sent {line!r}")
print("boot text, a line in, a line out")
