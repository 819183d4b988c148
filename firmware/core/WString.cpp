// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "WString.h"

#include <ctype.h>
#include <stdlib.h>

#include "hil_numbers.h"

const String emptyString;

String::String(const char *text) {
    assign(text, text == nullptr ? 0 : (unsigned int)strlen(text));
}

String::String(const char *text, unsigned int length) {
    assign(text, length);
}

String::String(const String &other) {
    assign(other.c_str(), other.length_);
}

String::String(String &&other) noexcept : text_(other.text_), capacity_(other.capacity_), length_(other.length_) {
    other.text_ = nullptr;
    other.capacity_ = 0;
    other.length_ = 0;
}

String::String(const __FlashStringHelper *text) {
    concat(text);
}

String::String(char value) {
    assign(&value, 1);
}

String::String(long long value, unsigned char base) {
    char number[hil::NUMBER_SIZE];
    bool small = value >= INT32_MIN && value <= INT32_MAX;
    const char *text = base == 10 ? hil::signedText(value, number)
                                  : hil::unsignedText(small ? uint32_t(value) : uint64_t(value), base, number, false);
    assign(text, (unsigned int)strlen(text));
}

String::String(unsigned long long value, unsigned char base) {
    char number[hil::NUMBER_SIZE];
    const char *text = hil::unsignedText(value, base, number, false);
    assign(text, (unsigned int)strlen(text));
}

String::String(double value, unsigned char digits) {
    char number[hil::REAL_SIZE];
    const char *text = hil::realText(value, digits, number);
    assign(text, (unsigned int)strlen(text));
}

String::~String() {
    free(text_);
}

String &String::operator=(const String &other) {
    if (this != &other) {
        assign(other.c_str(), other.length_);
    }
    return *this;
}

String &String::operator=(String &&other) noexcept {
    if (this != &other) {
        free(text_);
        text_ = other.text_;
        capacity_ = other.capacity_;
        length_ = other.length_;
        other.text_ = nullptr;
        other.capacity_ = 0;
        other.length_ = 0;
    }
    return *this;
}

String &String::operator=(const char *text) {
    assign(text, text == nullptr ? 0 : (unsigned int)strlen(text));
    return *this;
}

String &String::operator=(const __FlashStringHelper *text) {
    clear();
    concat(text);
    return *this;
}

bool String::reserve(unsigned int size) {
    if (text_ != nullptr && size <= capacity_) {
        return true;
    }
    unsigned int room = (size + 16) & ~0xFu;
    char *grown = static_cast<char *>(realloc(text_, room));
    if (grown == nullptr) {
        return false;
    }
    if (text_ == nullptr) {
        grown[0] = '\0';
    }
    text_ = grown;
    capacity_ = room - 1;
    return true;
}

void String::clear() {
    length_ = 0;
    if (text_ != nullptr) {
        text_[0] = '\0';
    }
}

void String::assign(const char *text, unsigned int length) {
    if (length == 0) {
        clear();
    } else if (reserve(length)) {
        memmove(text_, text, length);
        text_[length] = '\0';
        length_ = length;
    } else {
        clear();
    }
}

bool String::concat(const char *text, unsigned int length) {
    if (length == 0) {
        return true;
    }
    bool own = text >= text_ && text < text_ + length_;
    size_t offset = own ? size_t(text - text_) : 0;
    if (!reserve(length_ + length)) {
        return false;
    }
    memmove(text_ + length_, own ? text_ + offset : text, length);
    length_ += length;
    text_[length_] = '\0';
    return true;
}

bool String::concat(const String &other) {
    return concat(other.c_str(), other.length_);
}

bool String::concat(const __FlashStringHelper *text) {
    const char *from = reinterpret_cast<const char *>(text);
    if (from == nullptr) {
        return false;
    }
    unsigned int length = (unsigned int)strlen_P(from);
    if (length == 0) {
        return true;
    }
    if (!reserve(length_ + length)) {
        return false;
    }
    memcpy_P(text_ + length_, from, length);
    length_ += length;
    text_[length_] = '\0';
    return true;
}

bool String::equals(const String &other) const {
    return length_ == other.length_ && memcmp(c_str(), other.c_str(), length_) == 0;
}

bool String::equalsIgnoreCase(const String &other) const {
    return length_ == other.length_ && strcasecmp_P(c_str(), other.c_str()) == 0;
}

bool String::startsWith(const String &prefix, unsigned int from) const {
    return from + prefix.length_ <= length_ && memcmp(c_str() + from, prefix.c_str(), prefix.length_) == 0;
}

bool String::endsWith(const String &suffix) const {
    return suffix.length_ <= length_ && startsWith(suffix, length_ - suffix.length_);
}

void String::setCharAt(unsigned int index, char value) {
    if (index < length_) {
        text_[index] = value;
    }
}

char &String::operator[](unsigned int index) {
    static char outside;
    outside = '\0';
    return index < length_ ? text_[index] : outside;
}

void String::getBytes(unsigned char *to, unsigned int size, unsigned int from) const {
    if (size == 0 || to == nullptr) {
        return;
    }
    unsigned int count = from < length_ ? length_ - from : 0;
    count = count < size ? count : size - 1;
    memcpy(to, c_str() + (count == 0 ? 0 : from), count);
    to[count] = '\0';
}

int String::indexOf(char value, unsigned int from) const {
    for (unsigned int i = from; i < length_; i++) {
        if (text_[i] == value) {
            return int(i);
        }
    }
    return -1;
}

int String::indexOf(const String &text, unsigned int from) const {
    for (unsigned int i = from; i + text.length_ <= length_; i++) {
        if (startsWith(text, i)) {
            return int(i);
        }
    }
    return -1;
}

int String::lastIndexOf(char value) const {
    for (unsigned int i = length_; i > 0; i--) {
        if (text_[i - 1] == value) {
            return int(i - 1);
        }
    }
    return -1;
}

int String::lastIndexOf(const String &text) const {
    for (unsigned int i = length_ + 1; i > 0; i--) {
        if (startsWith(text, i - 1)) {
            return int(i - 1);
        }
    }
    return -1;
}

String String::substring(unsigned int from, unsigned int to) const {
    if (from > to) {
        unsigned int swapped = from;
        from = to;
        to = swapped;
    }
    to = to > length_ ? length_ : to;
    return from >= to ? String() : String(text_ + from, to - from);
}

void String::replace(char from, char to) {
    for (unsigned int i = 0; i < length_; i++) {
        text_[i] = text_[i] == from ? to : text_[i];
    }
}

void String::replace(const String &from, const String &to) {
    if (from.length_ == 0) {
        return;
    }
    String result;
    unsigned int done = 0;
    for (int at = indexOf(from); at >= 0; at = indexOf(from, done)) {
        result.concat(text_ + done, (unsigned int)at - done);
        result.concat(to);
        done = (unsigned int)at + from.length_;
    }
    if (done > 0) {
        result.concat(text_ + done, length_ - done);
        *this = static_cast<String &&>(result);
    }
}

void String::remove(unsigned int index, unsigned int count) {
    if (index >= length_) {
        return;
    }
    count = count < length_ - index ? count : length_ - index;
    memmove(text_ + index, text_ + index + count, length_ - index - count + 1);
    length_ -= count;
}

void String::toLowerCase() {
    for (unsigned int i = 0; i < length_; i++) {
        text_[i] = char(tolower((unsigned char)text_[i]));
    }
}

void String::toUpperCase() {
    for (unsigned int i = 0; i < length_; i++) {
        text_[i] = char(toupper((unsigned char)text_[i]));
    }
}

void String::trim() {
    unsigned int first = 0;
    while (first < length_ && isspace((unsigned char)text_[first])) {
        first++;
    }
    unsigned int last = length_;
    while (last > first && isspace((unsigned char)text_[last - 1])) {
        last--;
    }
    remove(last);
    remove(0, first);
}

long String::toInt() const {
    return atol(c_str());
}

float String::toFloat() const {
    return float(toDouble());
}

double String::toDouble() const {
    return atof(c_str());
}
