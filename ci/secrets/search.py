"""Looks for the text in the variable CANARY, in every form in which it may have been written down.

    search.py processes FILE    looks at the command lines of all processes until its standard input ends; writes what it finds
    search.py files SINCE FOLDER...    looks into the files that are not older than the file SINCE, archives too; leaves out the folder in the variable EXCEPT
"""

import base64
import gzip
import html
import io
import json
import os
import select
import sys
import urllib.parse
import zipfile
from pathlib import Path

LARGEST_BYTES = 512 * 1024 * 1024
SECONDS_BETWEEN_LOOKS = 0.02


def in_c(text, plain=" "):
    return "".join(c if c.isalnum() or c in plain else f"\\{ord(c):03o}" for c in text)


def texts(canary):
    quoted = json.dumps(canary)[1:-1]
    return {
        "plain": canary,
        "C": in_c(canary),
        "C, with more characters as they are": in_c(canary, " -_.,"),
        "C, short": canary.replace("\\", "\\\\").replace('"', '\\"'),
        "quotes escaped": canary.replace('"', '\\"'),
        "JSON": quoted,
        "JSON with slashes": quoted.replace("/", "\\/"),
        "XML": html.escape(canary, quote=False),
        "XML attribute": html.escape(canary).replace("&#x27;", "'"),
        "XML attribute, &apos;": html.escape(canary).replace("&#x27;", "&apos;"),
        "HTML": html.escape(canary),
        "HTML, decimal": html.escape(canary).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        "URL": urllib.parse.quote(canary, safe=""),
        "URL with slashes": urllib.parse.quote(canary),
        "form": urllib.parse.quote_plus(canary),
        "properties": canary.replace("\\", "\\\\").replace(":", "\\:").replace(" ", "\\ "),
    }


def forms(canary):
    """Each text as it is, in hex digits of both cases, and in base64 at each place in a group of three; then the same again for JSON inside XML and the like."""
    found = {}
    first = texts(canary)
    twice = {f"{outer} in {name}": text for name, value in first.items() for outer, text in texts(value).items()}
    for name, text in {**twice, **first}.items():
        raw = text.encode()
        found[raw] = name
        for digits in (raw.hex(), raw.hex(" "), raw.hex(":")):
            found[digits.encode()] = found[digits.upper().encode()] = name + ", hex"
        found[text.encode("utf-16-le")] = name + ", UTF-16"
        for before in range(3):
            whole = base64.b64encode(bytes(before) + raw)
            inner = whole[(before * 8 + 5) // 6 : (before + len(raw)) * 8 // 6]
            found[inner] = found[inner.replace(b"+", b"-").replace(b"/", b"_")] = name + ", base64"
    return found


def leaks(data, wanted):
    return sorted({name for form, name in wanted.items() if form in data})


def opened(path, data):
    """The file, and what is packed in it."""
    yield str(path), data
    try:
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield f"{path}!{name}", archive.read(name)
        elif data[:2] == b"\x1f\x8b":
            yield f"{path} (unpacked)", gzip.decompress(data)
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as broken:
        print(f"{path} cannot be unpacked: {broken}")


def files(since, folders, wanted):
    start = os.stat(since).st_mtime
    looked = 0
    red = 0
    seen = set()
    for folder in folders:
        for root, below, names in os.walk(folder):
            below[:] = [name for name in below if os.path.join(root, name) != os.environ.get("EXCEPT")]
            for name in names:
                path = Path(root, name)
                if path in seen:
                    continue
                seen.add(path)
                try:
                    facts = path.lstat()
                    if not path.is_file() or path.is_symlink() or max(facts.st_mtime, facts.st_ctime) < start:
                        continue
                    if facts.st_size > LARGEST_BYTES:
                        print(f"{path} is too large to look into: {facts.st_size} bytes")
                        continue
                    data = path.read_bytes()
                except FileNotFoundError:
                    continue  # it was somebody's for a moment
                looked += 1
                for part, content in opened(path, data):
                    if leaks(content, wanted) or leaks(part.encode(), wanted):
                        print(f"LEAK in {part}: {', '.join(leaks(content, wanted)[:4]) or 'its name'}")
                        red += 1
    print(f"{looked} files of this run looked into, {len(wanted)} forms, {red} with the secret")
    return looked, red


def processes(report, wanted):
    seen = set()
    own = os.getpid()
    while not select.select([sys.stdin], [], [], SECONDS_BETWEEN_LOOKS)[0]:
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and int(entry.name) != own:
                try:
                    line = Path(entry.path, "cmdline").read_bytes().replace(b"\0", b" ")
                except OSError:
                    continue  # it has ended
                if line not in seen:
                    seen.add(line)
                    if leaks(line, wanted):
                        report.write(f"LEAK in the command line of a process: {line[:60]!r}...\n")
    report.write(f"{len(seen)} command lines seen\n")


wanted = forms(os.environ["CANARY"])
if sys.argv[1] == "processes":
    with open(sys.argv[2], "w", encoding="utf-8") as report:
        processes(report, wanted)
else:
    looked, red = files(sys.argv[2], sys.argv[3:], wanted)
    sys.exit(1 if red or not looked else 0)
