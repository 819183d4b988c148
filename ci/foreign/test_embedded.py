"""What pytest-embedded's services esp and serial see of a board over RFC 2217. The sketch is a bridge between serial port and TCP."""

import socket

LIMIT_SECONDS = 20


def test_boots_after_reset_and_talks(dut):
    address = dut.expect(r"Open Telnet and connect to IP:([\d.]+) on port (\d+)", timeout=LIMIT_SECONDS)
    with socket.create_connection((address[1].decode(), int(address[2])), LIMIT_SECONDS) as client:
        dut.expect_exact("Client Connected", timeout=LIMIT_SECONDS)
        dut.write("into the board")
        assert client.makefile("rb").readline() == b"into the board\n"
        client.sendall(b"out of the board\r\n")
        dut.expect_exact("out of the board", timeout=LIMIT_SECONDS)
