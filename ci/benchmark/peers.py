#!/usr/bin/env python3
"""One peer doing one piece of work: peers.py READER LINK WORK. The works and the line it prints are those of ReaderProcess.java."""
import os
import re
import subprocess
import sys
import time

import psutil

MARK = rb"MARK (\d+)\r"
LIMIT = 60
SILENCE = 5
REACTIONS = 300


class Pyserial:
    def __init__(self, link):
        import serial

        self.port = serial.Serial(link, 115200, timeout=LIMIT)

    def command(self, text):
        self.port.write(text.encode() + b"\n")

    def mark(self):
        while True:
            line = self.port.readline()
            found = re.search(MARK, line)
            if found:
                return int(found.group(1))
            if not line:
                raise TimeoutError

    def in_vain(self, seconds):
        self.port.timeout = seconds
        self.port.readline()


class Pexpect:
    def __init__(self, link):
        import pexpect.fdpexpect

        self.fd = os.open(link, os.O_RDWR | os.O_NOCTTY)
        self.spawn = pexpect.fdpexpect.fdspawn(self.fd, timeout=LIMIT)
        self.timeout = pexpect.TIMEOUT

    def command(self, text):
        os.write(self.fd, text.encode() + b"\n")

    def mark(self):
        self.spawn.expect(MARK)
        return int(self.spawn.match.group(1))

    def in_vain(self, seconds):
        self.spawn.expect([MARK, self.timeout], timeout=seconds)


class Labgrid:
    def __init__(self, link):
        from labgrid import Target
        from labgrid.driver import SerialDriver
        from labgrid.resource import RawSerialPort
        from pexpect import TIMEOUT

        target = Target("benchmark")
        RawSerialPort(target, name=None, port=link, speed=115200)
        self.driver = SerialDriver(target, name=None)
        target.activate(self.driver)
        self.timeout = TIMEOUT

    def command(self, text):
        self.driver.write(text.encode() + b"\n")

    def mark(self):
        _, _, match, _ = self.driver.expect(MARK, timeout=LIMIT)
        return int(match.group(1))

    def in_vain(self, seconds):
        self.driver.expect([MARK, self.timeout], timeout=seconds)


class PytestEmbedded:
    """Wraps the fixture dut; see test_dut below."""

    def __init__(self, dut):
        self.dut = dut

    def command(self, text):
        self.dut.write(text)

    def mark(self):
        return int(self.dut.expect(MARK, timeout=LIMIT).group(1))

    def in_vain(self, seconds):
        import pexpect

        self.dut.expect([re.compile(MARK), pexpect.TIMEOUT], timeout=seconds)


def exchange(reader, command):
    reader.command(command)
    return reader.mark()


def tree():
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def cpu_seconds():
    total = 0.0
    for process in tree():
        times = process.cpu_times()
        total += times.user + times.system
    return total


def peak_mebibytes():
    total = 0
    for process in tree():
        with open(f"/proc/{process.pid}/status") as status:
            total += sum(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    return total / 1024


def percentile(sorted_values, share):
    return sorted_values[max(0, -(-len(sorted_values) * share // 100) - 1)]


def measure(reader, work):
    for _ in range(100 if work == "reaction" else 1):
        exchange(reader, "P1")
    if work == "silent":
        reader.in_vain(1)
    cpu, start, more = cpu_seconds(), time.monotonic(), ""
    if work == "reaction":
        millis = []
        for _ in range(REACTIONS):
            stamp = exchange(reader, "M")
            millis.append((time.monotonic_ns() - stamp) / 1e6)
        millis.sort()
        more = f" p50={percentile(millis, 50):.3f} p99={percentile(millis, 99):.3f}"
    elif work == "silent":
        reader.in_vain(SILENCE)
    elif work == "idle":
        time.sleep(SILENCE)
    else:
        exchange(reader, work)
    wall = time.monotonic() - start
    return f"RESULT wall={wall:.4f} cpu={cpu_seconds() - cpu:.3f} memory={peak_mebibytes():.0f}{more}"


def test_dut(dut):
    with open(os.environ["BENCHMARK_RESULT"], "w") as out:
        out.write(measure(PytestEmbedded(dut), os.environ["BENCHMARK_WORK"]))


def pytest_embedded(link, work):
    """In a child, because the fixture exists only inside pytest."""
    result = os.path.join(os.path.dirname(link), "result")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", os.path.dirname(link)]
    command += ["--embedded-services", "serial", "--port", link, "--root-logdir", os.path.dirname(link), __file__]
    environment = {**os.environ, "BENCHMARK_RESULT": result, "BENCHMARK_WORK": work, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stdout[-3000:] + run.stderr[-3000:])
    with open(result) as text:
        return text.read()


def main(name, link, work):
    if name == "pytest-embedded":
        print(pytest_embedded(link, work))
    else:
        print(measure({"pyserial": Pyserial, "pexpect": Pexpect, "labgrid": Labgrid}[name](link), work))


if __name__ == "__main__":
    main(*sys.argv[1:])
