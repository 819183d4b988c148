// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "Printable.h"
#include "WString.h"
#include "pgmspace.h"

#define DEC 10
#define HEX 16
#define OCT 8
#define BIN 2

/** Something that takes bytes, and text made of numbers. */
class Print {
public:
    virtual ~Print() {}

    virtual size_t write(uint8_t value) = 0;
    virtual size_t write(const uint8_t *data, size_t length);
    size_t write(const char *text) { return text == nullptr ? 0 : write(reinterpret_cast<const uint8_t *>(text), strlen_P(text)); }
    size_t write(const char *data, size_t length) { return write(reinterpret_cast<const uint8_t *>(data), length); }
    size_t write(char value) { return write(uint8_t(value)); }
    size_t write(int8_t value) { return write(uint8_t(value)); }
    size_t write(short value) { return write(uint8_t(value)); }
    size_t write(unsigned short value) { return write(uint8_t(value)); }
    size_t write(int value) { return write(uint8_t(value)); }
    size_t write(unsigned int value) { return write(uint8_t(value)); }
    size_t write(long value) { return write(uint8_t(value)); }
    size_t write(unsigned long value) { return write(uint8_t(value)); }
    size_t write(long long value) { return write(uint8_t(value)); }
    size_t write(unsigned long long value) { return write(uint8_t(value)); }

    virtual int availableForWrite() { return 0; }
    virtual void flush() {}
    virtual bool outputCanTimeout() { return true; }

    size_t printf(const char *format, ...) __attribute__((format(printf, 2, 3)));
    size_t printf_P(PGM_P format, ...) __attribute__((format(printf, 2, 3)));

    size_t print(const __FlashStringHelper *text);
    size_t print(const String &text) { return write(text.c_str(), text.length()); }
    size_t print(const char *text) { return write(text); }
    size_t print(char value) { return write(value); }
    size_t print(unsigned char value, int base = DEC) { return print((unsigned long)value, base); }
    size_t print(int value, int base = DEC) { return print(long(value), base); }
    size_t print(unsigned int value, int base = DEC) { return print((unsigned long)value, base); }
    size_t print(long value, int base = DEC);
    size_t print(unsigned long value, int base = DEC);
    size_t print(long long value, int base = DEC);
    size_t print(unsigned long long value, int base = DEC);
    size_t print(double value, int digits = 2);
    size_t print(const Printable &value) { return value.printTo(*this); }

    size_t println() { return write("\r\n", 2); }
    size_t println(const __FlashStringHelper *value) { return endLine(print(value)); }
    size_t println(const String &value) { return endLine(print(value)); }
    size_t println(const char *value) { return endLine(print(value)); }
    size_t println(char value) { return endLine(print(value)); }
    size_t println(const Printable &value) { return endLine(print(value)); }
    size_t println(unsigned char value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(int value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(unsigned int value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(long value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(unsigned long value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(long long value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(unsigned long long value, int base = DEC) { return endLine(print(value, base)); }
    size_t println(double value, int digits = 2) { return endLine(print(value, digits)); }

    int getWriteError() { return writeError_; }
    void clearWriteError() { writeError_ = 0; }

protected:
    void setWriteError(int error = 1) { writeError_ = error; }

private:
    size_t endLine(size_t written) { return written + println(); }
    size_t printNumber(unsigned long long value, int base);
    size_t printFormatted(const char *format, __builtin_va_list arguments);

    int writeError_ = 0;
};
