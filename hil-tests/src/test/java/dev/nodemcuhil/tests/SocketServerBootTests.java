package dev.nodemcuhil.tests;

import dev.nodemcuhil.junit.UsesBoard;

@UsesBoard(firmware = "tcp-socket-server")
class SocketServerBootTests extends BootTests {}
