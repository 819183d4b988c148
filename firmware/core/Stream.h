// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Print.h"

/** Something that gives bytes too; the readers wait up to the time-out for each next byte. */
class Stream : public Print {
public:
    virtual int available() = 0;
    virtual int read() = 0;
    virtual int peek() = 0;

    void setTimeout(unsigned long milliseconds) { _timeout = milliseconds; }
    unsigned long getTimeout() const { return _timeout; }

    virtual int read(uint8_t *buffer, size_t length);
    int read(char *buffer, size_t length) { return read(reinterpret_cast<uint8_t *>(buffer), length); }
    virtual size_t readBytes(char *buffer, size_t length);
    virtual size_t readBytes(uint8_t *buffer, size_t length) { return readBytes(reinterpret_cast<char *>(buffer), length); }
    size_t readBytesUntil(char terminator, char *buffer, size_t length);
    size_t readBytesUntil(char terminator, uint8_t *buffer, size_t length) {
        return readBytesUntil(terminator, reinterpret_cast<char *>(buffer), length);
    }
    virtual String readString();
    String readStringUntil(char terminator);

    bool find(const char *target) { return findUntil(target, ""); }
    bool find(const char *target, size_t length) { return findUntil(target, length, nullptr, 0); }
    bool find(char target) { return find(&target, 1); }
    bool findUntil(const char *target, const char *terminator) {
        return findUntil(target, strlen(target), terminator, strlen(terminator));
    }
    bool findUntil(const char *target, size_t targetLength, const char *terminator, size_t terminatorLength);

    long parseInt() { return parseInt('\x01'); }
    float parseFloat() { return parseFloat('\x01'); }

protected:
    long parseInt(char ignore);
    float parseFloat(char ignore);
    int timedRead();
    int timedPeek();
    int peekNextDigit(bool allowPoint);

    unsigned long _timeout = 1000;
};
