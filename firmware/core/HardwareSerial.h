// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Stream.h"

enum SerialConfig {
    SERIAL_5N1 = 0x10,
    SERIAL_6N1 = 0x14,
    SERIAL_7N1 = 0x18,
    SERIAL_8N1 = 0x1C,
    SERIAL_8N2 = 0x3C,
    SERIAL_7E1 = 0x1A,
    SERIAL_8E1 = 0x1E,
    SERIAL_8E2 = 0x3E,
    SERIAL_7O1 = 0x1B,
    SERIAL_8O1 = 0x1F,
    SERIAL_8O2 = 0x3F
};
enum SerialMode { SERIAL_FULL = 0, SERIAL_RX_ONLY = 1, SERIAL_TX_ONLY = 2 };

/** A UART: bytes received wait in a ring (the oldest are lost when it is full), bytes sent in the chip's FIFO only. */
class HardwareSerial : public Stream {
public:
    explicit HardwareSerial(int uart) : uart_(uint8_t(uart)) {}

    void begin(unsigned long baud, SerialConfig config = SERIAL_8N1, SerialMode mode = SERIAL_FULL);
    void end();
    void updateBaudRate(unsigned long baud);
    size_t setRxBufferSize(size_t size);
    size_t getRxBufferSize() const { return ring_ == nullptr ? 0 : ringSize_; }

    /** UART0 to GPIO15 (out) and GPIO13 (in), and back to GPIO1 and GPIO3. */
    bool swap();

    int available() override;
    int read() override;
    int peek() override;
    int read(char *buffer, size_t size);
    int read(uint8_t *buffer, size_t size) override { return read(reinterpret_cast<char *>(buffer), size); }
    size_t readBytes(char *buffer, size_t length) override { return Stream::readBytes(buffer, length); }
    size_t readBytes(uint8_t *buffer, size_t length) override { return Stream::readBytes(buffer, length); }

    using Print::write;
    size_t write(uint8_t value) override;
    size_t write(const uint8_t *data, size_t length) override;
    int availableForWrite() override;
    void flush() override;
    bool outputCanTimeout() override { return false; }

    bool hasOverrun();
    bool hasRxError();
    int baudRate() const { return open_ ? baud_ : 0; }
    void setDebugOutput(bool on);
    bool isTxEnabled() const { return open_ && mode_ != SERIAL_RX_ONLY; }
    bool isRxEnabled() const { return ring_ != nullptr; }
    explicit operator bool() const { return open_; }

    /** The interrupt's part; not for sketches. */
    void receiveFromFifo();

private:
    static void onInterrupt(void *, struct ExceptionFrame *);
    void takePins(bool swapped);
    void put(uint8_t value);
    size_t waiting() const { return head_ >= tail_ ? head_ - tail_ : ringSize_ - tail_ + head_; }

    uint8_t uart_;
    bool open_ = false;
    bool overrun_ = false;
    bool error_ = false;
    bool swapped_ = false;
    SerialMode mode_ = SERIAL_FULL;
    int baud_ = 0;
    size_t ringSize_ = 256;
    volatile size_t head_ = 0;
    volatile size_t tail_ = 0;
    uint8_t *ring_ = nullptr;
};

extern HardwareSerial Serial;
extern HardwareSerial Serial1;
