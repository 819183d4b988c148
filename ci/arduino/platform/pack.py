"""Packs any file as the ESP8266 core packs a program: a boot part, padding, an application part with length and CRC. It would not boot."""

import struct
import sys

IROM = 0x40201010
LARGEST = 0xFEFF0


def part(address, data):
    data += bytes(-len(data) % 4)
    image = struct.pack("<BBBBIII", 0xE9, 1, 2, 0x40, 0x40100004, address, len(data)) + data
    checksum = 0xEF
    for byte in data:
        checksum ^= byte
    return image + bytes(-(len(image) + 1) % 16) + bytes([checksum])


def crc(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


with open(sys.argv[1], "rb") as elf:
    program = elf.read()[:LARGEST]
image = bytearray(part(0x4010F000, b"\1\2\3\4").ljust(0x1000, b"\xaa") + part(IROM, bytes(8) + program))
checked = bytes(image)  # with zeros where length and CRC will be
image[0x1010:0x1018] = struct.pack("<II", len(image), crc(checked))
with open(sys.argv[2], "wb") as out:
    out.write(image)
