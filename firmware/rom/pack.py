"""Turns the linked ROM into its 64 KiB image and table of names, or a linked loader into a 0xE9 image."""
import struct
import subprocess
import sys

ROM, ROM_SIZE = 0x40000000, 0x10000
# SIMCALL at every aligned address that is not ours: a call into a part of the ROM we do not have is reported, never silent.
FILL = b"\x00\x51\x00\x00"


def entry(elf):
    return struct.unpack_from("<24xI", open(elf, "rb").read())[0]


def sections(elf, cross):
    """(address where the bytes are stored, bytes) of every section that has some."""
    data = open(elf, "rb").read()
    listing = subprocess.run([cross + "objdump", "-h", elf], check=True, capture_output=True, text=True).stdout.splitlines()
    for line, flags in zip(listing, listing[1:]):
        fields = line.split()
        if len(fields) == 7 and fields[0].isdigit() and "LOAD" in flags.replace(",", "").split():
            size, run, stored, at = (int(f, 16) for f in fields[2:6])
            if size:
                yield fields[1], run, stored, data[at : at + size]


def rom(elf, entries, cross, image_path, symbols_path):
    image = bytearray(FILL * (ROM_SIZE // 4))
    used = bytearray(ROM_SIZE)
    for name, _, stored, content in sections(elf, cross):
        start = stored - ROM
        if start < 0 or start + len(content) > ROM_SIZE:
            sys.exit(f"section {name} is not inside the ROM: {stored:#x}")
        if any(used[start : start + len(content)]):
            sys.exit(f"section {name} at {stored:#x} overlaps another")
        used[start : start + len(content)] = b"\x01" * len(content)
        image[start : start + len(content)] = content
    lines = []
    for line in open(entries):
        if line.startswith("#") or not line.strip():
            continue
        address, name, how = line.split()
        start = int(address, 16) - ROM
        if bool(used[start]) == (how == "none"):
            sys.exit(f"{name} at {address} is '{how}', but the linked ROM says otherwise")
        lines.append(f"{address} {name} {how}\n")
    open(image_path, "wb").write(image)
    open(symbols_path, "w").write("# Made by firmware/rom/build: address, name, implemented in.\n" + "".join(sorted(lines)))
    print(f"ROM: {sum(used)} bytes used", file=sys.stderr)


def image(elf, cross, image_path):
    parts = [(run, content + bytes(-len(content) % 4)) for _, run, _, content in sections(elf, cross)]
    out = struct.pack("<BBBBI", 0xE9, len(parts), 2, 0x40, entry(elf))
    checksum = 0xEF
    for run, content in parts:
        out += struct.pack("<II", run, len(content)) + content
        for byte in content:
            checksum ^= byte
    out += bytes(15 - len(out) % 16) + bytes([checksum])
    open(image_path, "wb").write(out)
    print(f"image: {len(out)} bytes, {len(parts)} segments", file=sys.stderr)


if __name__ == "__main__":
    {"rom": rom, "image": image}[sys.argv[1]](*sys.argv[2:])
