package dev.nodemcuhil.tests;

import dev.nodemcuhil.junit.UsesBoard;

@UsesBoard(firmware = "tcp-client-array")
class ClientArrayBootTests extends BootTests {}
