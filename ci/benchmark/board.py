#!/usr/bin/env python3
"""A board that only talks: the other end of every console in the benchmark.

board.py LINK makes a raw pty, links LINK to it and answers line commands until its standard input ends:
  P<n>  n lines of 40 bytes      M     a moment of 0 to 60 ms
  G<n>  n random bytes, no CR, no LF      A<n>  n letters a
Each answer ends with "MARK <ns of the monotonic clock just before that write>" and CR LF.
"""
import os
import random
import select
import sys
import time
import tty

WRITE_BYTES = 64 * 1024


def say(master, data):
    view = memoryview(data)
    while view:
        view = view[os.write(master, view[:WRITE_BYTES]):]


def lines(count):
    block = b"".join(b"%06d the quick board jumps over it %d\r\n" % (i, i % 10) for i in range(1000))
    assert len(block) == 40_000, len(block)
    whole, rest = divmod(count, 1000)
    return block, whole, block[:40 * rest]


def answer(master, command, chance):
    kind, number = command[:1], int(command[1:]) if command[1:].isdigit() else 0
    if kind == b"P":
        block, whole, rest = lines(number)
        bulk = block * min(whole, 100)
        while whole > 0:
            now = min(whole, 100)
            say(master, memoryview(bulk)[:now * len(block)])
            whole -= now
        say(master, rest)
    elif kind == b"M":
        time.sleep(chance.uniform(0, 0.060))
    elif kind == b"G":
        say(master, chance.randbytes(number).translate(bytes(b if b not in b"\r\n" else 46 for b in range(256))))
    elif kind == b"A":
        say(master, b"a" * number)
    else:
        print("board.py does not know the command", command, file=sys.stderr)
        return
    say(master, b"MARK %d\r\n" % time.monotonic_ns())


def main(link):
    master, slave = os.openpty()
    tty.setraw(slave)
    os.symlink(os.ttyname(slave), link)
    chance = random.Random(1)
    heard = b""
    while True:
        ready, _, _ = select.select([master, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        heard += os.read(master, 4096)
        while b"\n" in heard:
            command, heard = heard.split(b"\n", 1)
            if command.strip():
                answer(master, command.strip(), chance)


if __name__ == "__main__":
    main(sys.argv[1])
