// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pgmspace.h"

class String;

namespace hil {

/** For templates that leave strings to other functions. */
template <class T> struct NotString {
    typedef void type;
};
template <> struct NotString<String> {};

}  // namespace hil

/**
 * Text: ten characters inside, more on the heap, 65,519 at most. When memory runs out the text becomes empty or stays as it
 * was; nothing is thrown. It keeps zero bytes, but most questions about it end at the first one, as on the chip.
 */
class String {
public:
    String() { makeEmpty(); }
    String(const char *text);
    String(const String &other);
    String(String &&other) noexcept;
    String(const __FlashStringHelper *text);
    explicit String(char value);
    String(unsigned char value, unsigned char base);
    String(int value, unsigned char base);
    String(unsigned int value, unsigned char base);
    String(long value, unsigned char base);
    String(unsigned long value, unsigned char base);
    String(long long value, unsigned char base);
    String(unsigned long long value, unsigned char base);
    String(float value, unsigned char digits);
    String(double value, unsigned char digits);
    explicit String(unsigned char value) : String(value, 10) {}
    explicit String(int value) : String(value, 10) {}
    explicit String(unsigned int value) : String(value, 10) {}
    explicit String(long value) : String(value, 10) {}
    explicit String(unsigned long value) : String(value, 10) {}
    explicit String(long long value) : String(value, 10) {}
    explicit String(unsigned long long value) : String(value, 10) {}
    explicit String(float value) : String(value, 2) {}
    explicit String(double value) : String(value, 2) {}
    ~String() { letGo(); }

    String &operator=(const String &other);
    String &operator=(String &&other) noexcept;
    String &operator=(const char *text);
    String &operator=(const __FlashStringHelper *text);
    String &operator=(char value) { return *this = String(value); }
    String &operator=(unsigned char value) { return *this = String(value); }
    String &operator=(int value) { return *this = String(value); }
    String &operator=(unsigned int value) { return *this = String(value); }
    String &operator=(long value) { return *this = String(value); }
    String &operator=(unsigned long value) { return *this = String(value); }
    String &operator=(long long value) { return *this = String(value); }
    String &operator=(unsigned long long value) { return *this = String(value); }
    String &operator=(float value) { return *this = String(value); }
    String &operator=(double value) { return *this = String(value); }

    bool reserve(unsigned int size);
    unsigned int length() const { return isInside() ? uint8_t(inside_[LENGTH_AT]) : heap_.length; }
    bool isEmpty() const { return length() == 0; }
    void clear() { setLength(0); }
    const char *c_str() const { return isInside() ? inside_ : heap_.text; }
    char *begin() { return text(); }
    char *end() { return text() + length(); }
    const char *begin() const { return c_str(); }
    const char *end() const { return c_str() + length(); }

    bool concat(const char *text, unsigned int length);
    bool concat(const char *text) { return text != nullptr && concat(text, (unsigned int)strlen(text)); }
    bool concat(const String &other) { return concat(other.c_str(), other.length()); }
    bool concat(const __FlashStringHelper *text);
    bool concat(char value) { return concat(&value, 1); }
    bool concat(unsigned char value) { return concat(String(value)); }
    bool concat(int value) { return concat(String(value)); }
    bool concat(unsigned int value) { return concat(String(value)); }
    bool concat(long value) { return concat(String(value)); }
    bool concat(unsigned long value) { return concat(String(value)); }
    bool concat(long long value) { return concat(String(value)); }
    bool concat(unsigned long long value) { return concat(String(value)); }
    bool concat(float value) { return concat(String(value)); }
    bool concat(double value) { return concat(String(value)); }
    template <class T> String &operator+=(const T &value) {
        concat(value);
        return *this;
    }

    int compareTo(const String &other) const { return strcmp(c_str(), other.c_str()); }
    bool equals(const String &other) const { return length() == other.length() && compareTo(other) == 0; }
    bool equals(const char *text) const { return strcmp(c_str(), text == nullptr ? "" : text) == 0; }
    bool equals(const __FlashStringHelper *text) const { return equals(String(text)); }
    bool equalsIgnoreCase(const String &other) const;
    bool operator==(const String &other) const { return equals(other); }
    bool operator==(const char *text) const { return equals(text); }
    bool operator!=(const String &other) const { return !equals(other); }
    bool operator!=(const char *text) const { return !equals(text); }
    bool operator<(const String &other) const { return compareTo(other) < 0; }
    bool operator>(const String &other) const { return compareTo(other) > 0; }
    bool operator<=(const String &other) const { return compareTo(other) <= 0; }
    bool operator>=(const String &other) const { return compareTo(other) >= 0; }
    bool startsWith(const String &prefix) const { return length() >= prefix.length() && startsWith(prefix, 0); }
    bool startsWith(const String &prefix, unsigned int from) const;
    bool endsWith(const String &suffix) const;
    explicit operator bool() const { return true; }

    char charAt(unsigned int index) const { return index < length() ? c_str()[index] : '\0'; }
    void setCharAt(unsigned int index, char value);
    char operator[](unsigned int index) const { return charAt(index); }
    char &operator[](unsigned int index);
    void getBytes(unsigned char *to, unsigned int size, unsigned int from = 0) const;
    void toCharArray(char *to, unsigned int size, unsigned int from = 0) const {
        getBytes(reinterpret_cast<unsigned char *>(to), size, from);
    }

    int indexOf(char value, unsigned int from = 0) const;
    int indexOf(const char *text, unsigned int from = 0) const;
    int indexOf(const __FlashStringHelper *text, unsigned int from = 0) const {
        return indexOf(reinterpret_cast<const char *>(text), from);
    }
    int indexOf(const String &text, unsigned int from = 0) const { return indexOf(text.c_str(), from); }
    int lastIndexOf(char value) const { return lastIndexOf(value, length() - 1); }
    int lastIndexOf(char value, unsigned int from) const;
    int lastIndexOf(const String &text) const { return lastIndexOf(text, length() - text.length()); }
    int lastIndexOf(const String &text, unsigned int from) const;
    String substring(unsigned int from) const { return substring(from, length()); }
    String substring(unsigned int from, unsigned int to) const;

    void replace(char from, char to);
    void replace(const String &from, const String &to);
    void remove(unsigned int index, unsigned int count = (unsigned int)-1);
    void toLowerCase();
    void toUpperCase();
    void trim();

    long toInt() const;
    float toFloat() const { return float(toDouble()); }
    double toDouble() const;

private:
    struct Heap {
        char *text;
        uint16_t capacity;  // without the terminator
        uint16_t length;
    };
    static constexpr unsigned int LENGTH_AT = 11;  // of the characters inside
    static constexpr char ON_HEAP = '\xFF';

    bool isInside() const { return inside_[LENGTH_AT] != ON_HEAP; }
    unsigned int capacity() const { return isInside() ? LENGTH_AT - 1 : heap_.capacity; }
    char *text() { return isInside() ? inside_ : heap_.text; }
    void makeEmpty();
    void letGo();
    void setLength(unsigned int length);
    void assign(const char *text, unsigned int length);
    bool grow(unsigned int size);
    void putBefore(const char *text, unsigned int length);
    void replaceInPlace(const String &from, const String &to);
    void replaceFromTheEnd(const String &from, const String &to);

    friend String operator+(const String &left, String &&right);
    friend String operator+(String &&left, String &&right);
    friend String operator+(char left, String &&right);
    friend String operator+(const char *left, String &&right);
    friend String operator+(const __FlashStringHelper *left, String &&right);

    union {
        Heap heap_;
        char inside_[LENGTH_AT + 1];
    };
};

static_assert(sizeof(String) == 12, "as large as the chip's");

// Sums. Each takes memory as often as the chip's: a sum of temporaries grows in one of them.
String operator+(const String &left, const String &right);
String operator+(const String &left, String &&right);
String operator+(String &&left, String &&right);
inline String operator+(String &&left, const String &right) {
    left += right;
    return static_cast<String &&>(left);
}
template <class T, class = typename hil::NotString<T>::type> String operator+(const String &left, const T &right) {
    String sum(left);
    sum += right;
    return sum;
}
template <class T, class = typename hil::NotString<T>::type> String operator+(String &&left, const T &right) {
    left += right;
    return static_cast<String &&>(left);
}
String operator+(char left, const String &right);
String operator+(char left, String &&right);
String operator+(const char *left, const String &right);
String operator+(const char *left, String &&right);
String operator+(const __FlashStringHelper *left, const String &right);
String operator+(const __FlashStringHelper *left, String &&right);

extern const String emptyString;
