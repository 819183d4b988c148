#!/usr/bin/env python3
"""What TcpClient costs beside a loop on a plain java.net.Socket: on this machine's loopback, and on a virtual board.

client.py CLASSPATH [--rounds N]

  --rounds N  each figure is the median of N rounds in turns (default 9)

Nothing here asserts a time. On loopback the clients alone are compared, at the speed of memory; on a board the board is the
slower end, as it is in a test.
"""
import argparse
import subprocess
import sys

from network import ROOT, Board

LOOPBACK = ["4000", "512"]
ON_A_BOARD = ["500", "1"]
SELF_TEST_PORT = 7000
SECONDS = 300


def compare(classpath, title, arguments):
    print(title, flush=True)
    command = ["java", "-cp", classpath, "dev.nodemcuhil.benchmark.ClientBenchmark", *arguments]
    return subprocess.run(command, timeout=SECONDS).returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classpath", help="of the unit tests")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    rounds = str(options.rounds)
    code = compare(options.classpath, "A server on this machine", [rounds, *LOOPBACK])
    with Board(ROOT, "benchmark-client", "self-test", SELF_TEST_PORT) as board:
        host, port = board.endpoint
        code |= compare(options.classpath, "A virtual board", [rounds, *ON_A_BOARD, host, str(port)])
    return code


if __name__ == "__main__":
    sys.exit(main())
