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

/** A zero byte ends the search, as on the chip. */
bool Stream::findUntil(const char *target, size_t targetLength, const char *terminator, size_t terminatorLength) {
    if (*target == '\0') {
        return true;
    }
    size_t found = 0;
    size_t ended = 0;
    for (int value = timedRead(); value > 0; value = timedRead()) {
        found = char(value) == target[found] ? found + 1 : char(value) == target[0] ? 1 : 0;
        if (found > 0 && found >= targetLength) {
            return true;
        }
        ended = terminatorLength > 0 && char(value) == terminator[ended] ? ended + 1 : 0;
        if (terminatorLength > 0 && ended == terminatorLength) {
            return false;
        }
    }
    return false;
}

int Stream::peekNextDigit(bool allowPoint) {
    for (;;) {
        int value = timedPeek();
        if (value < 0 || value == '-' || (value >= '0' && value <= '9') || (allowPoint && value == '.')) {
            return value;
        }
        read();
    }
}

/** A sign counts at the beginning only. */
long Stream::parseInt(char ignore) {
    int next = peekNextDigit(false);
    bool negative = next == '-';
    unsigned long value = 0;
    bool first = true;
    for (; next >= 0 && (first || (next >= '0' && next <= '9') || next == ignore); first = false) {
        if (next >= '0' && next <= '9') {
            value = value * 10 + unsigned(next - '0');
        }
        read();
        next = timedPeek();
    }
    return long(negative ? 0 - value : value);
}

/** In the 32 bits and the single precision that the chip's core has for it. */
float Stream::parseFloat(char ignore) {
    int next = peekNextDigit(true);
    bool negative = next == '-';
    bool fraction = false;
    unsigned long digits = 0;
    float scale = 1.0f;
    bool first = true;
    for (; next >= 0 && (first || (next >= '0' && next <= '9') || next == '.' || next == ignore); first = false) {
        if (next == '.') {
            fraction = true;
        } else if (next >= '0' && next <= '9') {
            digits = digits * 10 + unsigned(next - '0');
            scale *= fraction ? 0.1f : 1.0f;
        }
        read();
        next = timedPeek();
    }
    long value = long(negative ? 0 - digits : digits);
    return fraction ? float(value) * scale : float(value);
}

int Stream::read(uint8_t *buffer, size_t length) {
    size_t count = 0;
    while (count < length && available() > 0) {
        int value = read();
        if (value < 0) {
            break;
        }
        buffer[count++] = uint8_t(value);
    }
    return int(count);
}
