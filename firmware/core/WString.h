// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pgmspace.h"

/** Text on the heap. When memory runs out the text becomes empty or stays as it was; nothing is thrown. */
class String {
public:
    String(const char *text = "");
    String(const char *text, unsigned int length);
    String(const String &other);
    String(String &&other) noexcept;
    String(const __FlashStringHelper *text);
    explicit String(char value);
    explicit String(unsigned char value, unsigned char base = 10) : String((unsigned long long)value, base) {}
    explicit String(int value, unsigned char base = 10) : String((long long)value, base) {}
    explicit String(unsigned int value, unsigned char base = 10) : String((unsigned long long)value, base) {}
    explicit String(long value, unsigned char base = 10) : String((long long)value, base) {}
    explicit String(unsigned long value, unsigned char base = 10) : String((unsigned long long)value, base) {}
    explicit String(long long value, unsigned char base = 10);
    explicit String(unsigned long long value, unsigned char base = 10);
    explicit String(float value, unsigned char digits = 2) : String(double(value), digits) {}
    explicit String(double value, unsigned char digits = 2);
    ~String();

    String &operator=(const String &other);
    String &operator=(String &&other) noexcept;
    String &operator=(const char *text);
    String &operator=(const __FlashStringHelper *text);

    bool reserve(unsigned int size);
    unsigned int length() const { return length_; }
    bool isEmpty() const { return length_ == 0; }
    void clear();
    const char *c_str() const { return text_ == nullptr ? "" : text_; }
    char *begin() { return text_; }
    char *end() { return text_ + length_; }
    const char *begin() const { return c_str(); }
    const char *end() const { return c_str() + length_; }

    bool concat(const char *text, unsigned int length);
    bool concat(const char *text) { return text != nullptr && concat(text, (unsigned int)strlen(text)); }
    bool concat(const String &other);
    bool concat(const __FlashStringHelper *text);
    bool concat(char value) { return concat(&value, 1); }
    template <class T> bool concat(T number) { return concat(String(number)); }
    template <class T> String &operator+=(const T &value) {
        concat(value);
        return *this;
    }

    int compareTo(const String &other) const { return strcmp(c_str(), other.c_str()); }
    bool equals(const String &other) const;
    bool equals(const char *text) const { return strcmp(c_str(), text == nullptr ? "" : text) == 0; }
    bool equalsIgnoreCase(const String &other) const;
    bool operator==(const String &other) const { return equals(other); }
    bool operator==(const char *text) const { return equals(text); }
    bool operator!=(const String &other) const { return !equals(other); }
    bool operator!=(const char *text) const { return !equals(text); }
    bool operator<(const String &other) const { return compareTo(other) < 0; }
    bool operator>(const String &other) const { return compareTo(other) > 0; }
    bool operator<=(const String &other) const { return compareTo(other) <= 0; }
    bool operator>=(const String &other) const { return compareTo(other) >= 0; }
    bool startsWith(const String &prefix, unsigned int from = 0) const;
    bool endsWith(const String &suffix) const;
    explicit operator bool() const { return true; }

    char charAt(unsigned int index) const { return index < length_ ? text_[index] : '\0'; }
    void setCharAt(unsigned int index, char value);
    char operator[](unsigned int index) const { return charAt(index); }
    char &operator[](unsigned int index);
    void getBytes(unsigned char *to, unsigned int size, unsigned int from = 0) const;
    void toCharArray(char *to, unsigned int size, unsigned int from = 0) const {
        getBytes(reinterpret_cast<unsigned char *>(to), size, from);
    }

    int indexOf(char value, unsigned int from = 0) const;
    int indexOf(const String &text, unsigned int from = 0) const;
    int lastIndexOf(char value) const;
    int lastIndexOf(const String &text) const;
    String substring(unsigned int from) const { return substring(from, length_); }
    String substring(unsigned int from, unsigned int to) const;

    void replace(char from, char to);
    void replace(const String &from, const String &to);
    void remove(unsigned int index, unsigned int count = (unsigned int)-1);
    void toLowerCase();
    void toUpperCase();
    void trim();

    long toInt() const;
    float toFloat() const;
    double toDouble() const;

private:
    void assign(const char *text, unsigned int length);

    char *text_ = nullptr;
    unsigned int capacity_ = 0;  // without the terminator
    unsigned int length_ = 0;
};

template <class T> String operator+(const String &left, const T &right) {
    String sum(left);
    sum += right;
    return sum;
}
inline String operator+(const char *left, const String &right) {
    String sum(left);
    sum += right;
    return sum;
}
inline String operator+(const __FlashStringHelper *left, const String &right) {
    String sum(left);
    sum += right;
    return sum;
}
inline bool operator==(const char *left, const String &right) {
    return right.equals(left);
}

extern const String emptyString;
