// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "Stream.h"

#include "Arduino.h"

int Stream::timedRead() {
    unsigned long start = millis();
    do {
        int value = read();
        if (value >= 0) {
            return value;
        }
        if (_timeout == 0) {
            return -1;
        }
        yield();
    } while (millis() - start < _timeout);
    return -1;
}

int Stream::timedPeek() {
    unsigned long start = millis();
    do {
        int value = peek();
        if (value >= 0) {
            return value;
        }
        if (_timeout == 0) {
            return -1;
        }
        yield();
    } while (millis() - start < _timeout);
    return -1;
}

size_t Stream::readBytes(char *buffer, size_t length) {
    size_t count = 0;
    while (count < length) {
        int value = timedRead();
        if (value < 0) {
            break;
        }
        buffer[count++] = char(value);
    }
    return count;
}

size_t Stream::readBytesUntil(char terminator, char *buffer, size_t length) {
    size_t count = 0;
    while (count < length) {
        int value = timedRead();
        if (value < 0 || value == uint8_t(terminator)) {
            break;
        }
        buffer[count++] = char(value);
    }
    return count;
}

String Stream::readString() {
    String text;
    for (int value = timedRead(); value >= 0; value = timedRead()) {
        text += char(value);
    }
    return text;
}

String Stream::readStringUntil(char terminator) {
    String text;
    for (int value = timedRead(); value >= 0 && value != uint8_t(terminator); value = timedRead()) {
        text += char(value);
    }
    return text;
}

bool Stream::findUntil(const char *target, size_t targetLength, const char *terminator, size_t terminatorLength) {
    if (targetLength == 0) {
        return true;
    }
    size_t found = 0;
    size_t ended = 0;
    for (int value = timedRead(); value >= 0; value = timedRead()) {
        found = char(value) == target[found] ? found + 1 : char(value) == target[0] ? 1 : 0;
        if (found == targetLength) {
            return true;
        }
        if (terminatorLength > 0) {
            ended = char(value) == terminator[ended] ? ended + 1 : char(value) == terminator[0] ? 1 : 0;
            if (ended == terminatorLength) {
                return false;
            }
        }
    }
    return false;
}

int Stream::peekNextDigit(LookaheadMode lookahead, bool allowPoint) {
    for (;;) {
        int value = timedPeek();
        bool numeric = value == '-' || (value >= '0' && value <= '9') || (allowPoint && value == '.');
        bool space = value == ' ' || value == '\t' || value == '\r' || value == '\n';
        if (value < 0 || numeric) {
            return value;
        }
        if (lookahead == SKIP_NONE || (lookahead == SKIP_WHITESPACE && !space)) {
            return -1;
        }
        read();
    }
}

long Stream::parseInt(LookaheadMode lookahead, char ignore) {
    int next = peekNextDigit(lookahead, false);
    bool negative = false;
    long value = 0;
    for (; next >= 0; read(), next = timedPeek()) {
        if (next == '-' && value == 0 && !negative) {
            negative = true;
        } else if (next >= '0' && next <= '9') {
            value = value * 10 + (next - '0');
        } else if (ignore == '\x01' || next != uint8_t(ignore)) {
            break;
        }
    }
    return negative ? -value : value;
}

float Stream::parseFloat(LookaheadMode lookahead, char ignore) {
    int next = peekNextDigit(lookahead, true);
    bool negative = false;
    bool fraction = false;
    double value = 0;
    double scale = 1;
    for (; next >= 0; read(), next = timedPeek()) {
        if (next == '-' && value == 0 && !negative) {
            negative = true;
        } else if (next == '.' && !fraction) {
            fraction = true;
        } else if (next >= '0' && next <= '9') {
            value = value * 10 + (next - '0');
            scale *= fraction ? 10 : 1;
        } else if (ignore == '\x01' || next != uint8_t(ignore)) {
            break;
        }
    }
    return float((negative ? -value : value) / scale);
}
