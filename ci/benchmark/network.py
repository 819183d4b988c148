#!/usr/bin/env python3
"""What the virtual board's network costs, beside an echo over this machine's own loopback or beside another checkout.

network.py [--beside CHECKOUT] [--rounds N]

  --beside CHECKOUT   alternates with the virtual board of another checkout of this project, and prints ratios
  --rounds N          each figure is the median of N rounds (default 5)

Each round asks one board after the other, so that they see the same machine. Nothing here asserts a time. Needs a compiler for
the firmware many-clients; without one its rows say so.
"""
import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MIB = 1 << 20
ECHOES = 2000
CLIENTS = 64
START_SECONDS = 60
REPLY_SECONDS = 30


class Board:
    """`hil virtual` of a checkout, with one firmware."""

    def __init__(self, checkout, name, firmware, port, folder=None):
        self.port = port
        environment = dict(os.environ)
        if folder:
            environment["HIL_FIRMWARE_DIR"] = str(folder)
        command = [str(checkout / "ci" / "hil"), "virtual", "--console", "--name", name, "--firmware", firmware]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        self.lines = []
        self.news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        self.until("IP address: ", 0, START_SECONDS)
        place = self.until(rf"TCP port {self.port} is at ([0-9.]+):([0-9]+)", 0, START_SECONDS)
        self.endpoint = place.group(1), int(place.group(2))
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait(20)

    def _read(self):
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line.rstrip())
                self.news.notify_all()

    def until(self, pattern, start, seconds):
        """The first line from this one on that has the pattern."""
        end = time.monotonic() + seconds
        with self.news:
            at = start
            while True:
                while at < len(self.lines):
                    found = re.search(pattern, self.lines[at])
                    if found:
                        return found
                    at += 1
                left = end - time.monotonic()
                if left <= 0 or self.process.poll() is not None:
                    raise TimeoutError(f'no "{pattern}" from the board within {seconds} s:\n' + "\n".join(self.lines[-8:]))
                self.news.wait(min(left, 0.5))

    def connect(self):
        client = socket.create_connection(self.endpoint, REPLY_SECONDS)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    def command(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def take(client, count):
    while count > 0:
        got = len(client.recv(min(count, 65536)))
        if got == 0:
            raise ConnectionError(f"the board closed, {count} bytes are missing")
        count -= got


def line(client):
    text = b""
    while not text.endswith(b"\n"):
        piece = client.recv(4096)
        if not piece:
            raise ConnectionError("the board closed in mid-line")
        text += piece
    return text


def echo_micros(client):
    times = []
    for _ in range(ECHOES):
        before = time.perf_counter()
        client.sendall(b"x" * 32)
        take(client, 32)
        times.append(time.perf_counter() - before)
    return statistics.median(times) * 1e6


def echoing(board):
    with board.connect() as client:
        return echo_micros(client)


def answering(board):
    """The answer to a line, which the sketch reads and sends back byte by byte."""
    with board.connect() as client:
        times = []
        for _ in range(ECHOES):
            before = time.perf_counter()
            client.sendall(b"0123456789abcdef0123456789abcd\r\n")
            line(client)
            times.append(time.perf_counter() - before)
        return statistics.median(times) * 1e6


def from_board(board):
    with board.connect() as client:
        before = time.perf_counter()
        client.sendall(b"stream %d\n" % MIB)
        take(client, MIB)
        return MIB / (time.perf_counter() - before) / 1e6


def to_board(board):
    with board.connect() as client:
        before = time.perf_counter()
        client.sendall(b"sink %d\n" % MIB + b"y" * MIB)
        line(client)
        return MIB / (time.perf_counter() - before) / 1e6


def ready(board):
    start = len(board.lines)
    before = time.perf_counter()
    board.command("reset")
    board.until("IP address: ", start, START_SECONDS)
    return (time.perf_counter() - before) * 1e3


def idle(board):
    time.sleep(0.5)
    before, since = board.processor_seconds(), time.perf_counter()
    time.sleep(3)
    return (board.processor_seconds() - before) / (time.perf_counter() - since) * 100


def many(board):
    """Bytes of heap for each idle connection, when that many are served."""
    start = len(board.lines)
    clients = []
    try:
        for _ in range(CLIENTS):
            clients.append(board.connect())
        for number, client in enumerate(clients):
            client.sendall(b"%04d" % number)
            if client.recv(4) != b"%04d" % number:
                raise ConnectionError(f"client {number} got another answer")
        full = int(board.until(rf"clients={CLIENTS} heap=(\d+)", start, REPLY_SECONDS).group(1))
        empty = int(board.until(r"clients=0 heap=(\d+)", 0, REPLY_SECONDS).group(1))
        return (empty - full) / CLIENTS
    finally:
        for client in clients:
            client.close()
        board.until("clients=0 ", start, REPLY_SECONDS)


def loopback():
    """An echo of this machine alone, one thread for one client."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        peer, _ = server.accept()
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with peer:
            while data := peer.recv(4096):
                peer.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    with server, socket.create_connection(server.getsockname()) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return echo_micros(client)


ROWS = [
    ("1 MiB from the board, MB/s", "self-test", from_board),
    ("1 MiB to the board, MB/s", "self-test", to_board),
    ("idle, % of a core", "self-test", idle),
    ("answer to a line of 32 bytes, p50, us", "tcp-client-array", answering),
    ("reset to ready, ms", "many-clients", ready),
    ("echo of 32 bytes, p50, us", "many-clients", echoing),
    (f"heap of an idle connection, {CLIENTS} served, bytes", "many-clients", many),
]
FIRMWARE = {"self-test": (7000, None), "tcp-client-array": (80, None), "many-clients": (7100, HERE / "firmware")}


def measure(checkouts, firmware, rounds):
    port, folder = FIRMWARE[firmware]
    rows = [row for row in ROWS if row[1] == firmware]
    figures = {row[0]: [[] for _ in checkouts] for row in rows}
    boards = []
    try:
        for number, checkout in enumerate(checkouts):
            board = Board(checkout, f"benchmark-{number}", firmware, port, folder)
            boards.append(board)
            board.__enter__()
        for turn in range(rounds + 1):
            for title, _, work in rows:
                for number, board in enumerate(boards):
                    value = work(board)
                    if turn > 0:  # the first warms up
                        figures[title][number].append(value)
    finally:
        for board in boards:
            board.__exit__()
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="another checkout of this project")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    checkouts = [ROOT] + ([options.beside.resolve()] if options.beside else [])
    heads = ["here"] + (["there", "ratio"] if options.beside else [])
    print(f"{'':52}" + "".join(f"{head:>12}" for head in heads))
    for firmware in FIRMWARE:
        try:
            figures = measure(checkouts, firmware, options.rounds)
        except (TimeoutError, ConnectionError) as error:
            print(f"{firmware}: not measured: {error}", file=sys.stderr)
            return 1
        for title, values in figures.items():
            medians = [statistics.median(each) for each in values]
            cells = [f"{median:12.1f}" for median in medians]
            if options.beside:
                cells.append(f"{medians[0] / medians[1]:12.2f}" if medians[1] else f"{'-':>12}")
            print(f"{title:52}" + "".join(cells), flush=True)
    print(f"{'the same echo over loopback alone, p50, us':52}{loopback():12.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
