#!/usr/bin/env python3
"""Reads the same talking board with a plain Java program, with this project and with its peers, and prints one table.

console.py [--quick] [--repeat N] CLASSPATH      what ci/steps/benchmark runs

  --quick       this project and the plain Java readers only, no million lines: a few seconds
  --repeat N    each Java figure is the median of N runs (default 3, quick 1); peers run once

Each figure is made in a process of its own, which has read two lines before the clock starts and nothing else: the JVM is
cold, as in a test. All readers of a row run one after the other, so that they see the same machine. Nothing here asserts a time.
"""
import argparse
import datetime
import hashlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAVA_READERS = {
    "raw": "java raw",
    "lines": "java lines",
    "lines-port": "same, jSerialComm",
    "ours": "ours",
    "ours-watched": "ours + crash watch",
}
PEERS = {"pytest-embedded": "peers", "pexpect": "peers", "pyserial": "peers", "labgrid": "labgrid"}
# Work, its name, what is shown, who does not do it and why, the time limit in seconds of one run.
BOUND = "per byte or quadratic; not run"
ROWS = [
    ("P10000", "P1 10k lines, s", "wall", {}, 60),
    ("P100000", "P1 100k lines, s", "wall", {}, 75),
    ("P1000000", "P1 1M lines, s", "wall", dict.fromkeys(PEERS, BOUND), 60),
    ("G1000000", "P7 1 MB, no line end, s", "wall", {}, 60),
    ("reaction", "P2 reaction p50, ms", "p50", {"lines-port": "-"}, 60),
    ("reaction", "P2 reaction p99, ms", "p99", {}, 60),
    ("silent", "5 s wait in silence, CPU s", "cpu", {"raw": "no limit", "lines": "no limit", "lines-port": "no limit"}, 30),
    ("idle", "5 s without a wait, CPU s", "cpu", {"raw": "-", "lines": "-", "lines-port": "-"}, 30),
    ("P1000000", "peak MiB in P1 1M", "memory", dict.fromkeys(PEERS, ""), 60),
    ("P100000", "peak MiB in P1 100k", "memory", {}, 75),
]
# Works that take long by their nature are done less often.
TURNS = {"reaction": 2, "silent": 1, "idle": 1}
QUICK = ("P10000", "P100000", "reaction")


class Board:
    """board.py on a fresh pty; ends with its standard input."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="hil-benchmark-")
        self.link = os.path.join(self.folder, "board")
        self.process = subprocess.Popen([sys.executable, str(HERE / "board.py"), self.link], stdin=subprocess.PIPE)
        for _ in range(500):
            if os.path.islink(self.link):
                return self
            time.sleep(0.01)
        self.__exit__()
        raise RuntimeError("board.py did not start")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def run(command, work, limit):
    """The figures of one run, or a word why there are none."""
    with Board() as board:
        process = subprocess.Popen(
            [*command, board.link, work],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return f"> {limit} s"
    for line in output.splitlines():
        if line.startswith("RESULT "):
            return {key: float(value) for key, value in (pair.split("=") for pair in line.split()[1:])}
    print("\n".join(["", " ".join(command), *output.splitlines()[-15:]]), file=sys.stderr)
    return "failed"


def java(classpath, reader):
    binary = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    return [str(binary), "-cp", classpath, "dev.nodemcuhil.benchmark.ReaderProcess", reader]


def environment_of(name):
    """The Python of the pinned peers, made once in the user's cache; a word if it cannot be made."""
    requirements = HERE / f"{name}.txt"
    version = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nodemcu-hil"
    folder = cache / f"benchmark-{name}-{version}"
    python = folder / "bin" / "python"
    if (folder / "complete").exists():
        return python, ""
    print(f"Installing the peers of {requirements.name} into {folder}", flush=True)
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "-q", "--no-input", "-r", str(requirements)],
    ):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            return None, "no registry"
        if done.returncode != 0:
            print("\n".join((done.stdout + done.stderr).splitlines()[-4:]), file=sys.stderr)
            return None, "not installed"
    (folder / "complete").touch()
    return python, ""


def commands(classpath, quick):
    found = {name: java(classpath, name) for name in JAVA_READERS}
    missing = {}
    if quick:
        return found, missing
    pythons = {}
    for peer, name in PEERS.items():
        if name not in pythons:
            pythons[name] = environment_of(name)
        python, why = pythons[name]
        if python:
            found[peer] = [str(python), str(HERE / "peers.py"), peer]
        else:
            missing[peer] = why
    return found, missing


def measure(readers, works, repeat):
    """(reader, work) -> list of figures, or a word. Readers take turns, so that noise hits all of them."""
    results = {}
    for work, limit in works.items():
        for turn in range(min(repeat, TURNS.get(work, repeat))):
            for name, command in readers.items():
                excluded = next((row[3].get(name) for row in ROWS if row[0] == work and name in row[3]), None)
                if excluded is not None or (name in PEERS and turn > 0):
                    continue
                figures = run(command, work, limit)
                if isinstance(figures, str):
                    results[name, work] = figures
                elif not isinstance(results.get((name, work)), str):
                    results.setdefault((name, work), []).append(figures)
        print(f"  {work} done, {time.strftime('%H:%M:%S')}, load {os.getloadavg()[0]:.1f}", flush=True)
    return results


def cell(results, name, work, key, excluded, base):
    figures = results.get((name, work))
    if isinstance(figures, str):
        return figures
    if not figures:
        return excluded.get(name, "-")
    values = [figure[key] for figure in figures]
    value = statistics.median(values)
    text = f"{value:.0f}" if key == "memory" else f"{value:.3f}"
    if key == "wall" and base and name not in ("raw", "lines"):
        text += f" ({value / base:.2f}x)" if value / base < 10 else f" ({value / base:.0f}x)"
    return text


def table(readers, missing, results, works):
    names = [*readers, *missing]
    header = ["", *(JAVA_READERS.get(name, name) for name in names)]
    rows = []
    for work, title, key, excluded, _ in ROWS:
        if work not in works:
            continue
        plain = results.get(("lines", work))
        base = statistics.median(f[key] for f in plain) if isinstance(plain, list) and plain else 0
        cells = [missing.get(name) or cell(results, name, work, key, excluded, base) for name in names]
        rows.append([title, *cells])
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    line = lambda row: "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths)) + " |"
    return "\n".join([line(header), "|" + "|".join("-" * (width + 2) for width in widths) + "|", *map(line, rows)])


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--repeat", type=int)
    parser.add_argument("--help", action="help")
    parser.add_argument("classpath")
    options = parser.parse_args()
    repeat = options.repeat or (1 if options.quick else 3)
    readers, missing = commands(options.classpath, options.quick)
    works = {row[0]: row[4] for row in ROWS if not options.quick or row[0] in QUICK}
    began = datetime.datetime.now().astimezone()
    print(f"Console reading, {began:%Y-%m-%d %H:%M}, {os.cpu_count()} cores, {platform.platform()}", flush=True)
    print(f"load before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}; Java figures: median of {repeat}", flush=True)
    results = measure(readers, works, repeat)
    print()
    print(table(readers, missing, results, works))
    print("\n(1.00x) = java lines of the same minutes: split into lines, a regular expression on each, all kept; one thread, no times, no limits.")
    return 0 if all(isinstance(results.get((name, work)), list) for name in ("lines", "ours") for work in works if work not in ("silent", "idle")) else 1


if __name__ == "__main__":
    sys.exit(main())
