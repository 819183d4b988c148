// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "WString.h"

#include <ctype.h>
#include <stdlib.h>

#include "hil_chip.h"
#include "hil_numbers.h"

const String emptyString;

namespace {

constexpr unsigned int LARGEST_ROOM = 65535;

/** The text may lie in flash, or overlap. */
void copyCharacters(char *to, const char *from, unsigned int length) {
    if (reinterpret_cast<uintptr_t>(from) >= FLASH_WINDOW) {
        memcpy_P(to, from, length);
    } else {
        memmove(to, from, length);
    }
}

/** As itoa(): a base that it does not know makes no text, and only ten has a sign. */
const char *text32(long value, unsigned int base, bool isSigned, char (&number)[hil::NUMBER_SIZE]) {
    if (base < 2 || base > 36) {
        return "";
    }
    bool negative = isSigned && base == 10 && value < 0;
    uint32_t bits = uint32_t(value);
    char *text = hil::unsignedText(negative ? 0 - bits : bits, base, number, false);
    if (negative) {
        *--text = '-';
    }
    return text;
}

/** As the chip core's lltoa(): a sign in every base. It divides by a base of zero. */
const char *text64(unsigned long long value, unsigned int base, bool negative, char (&number)[hil::NUMBER_SIZE]) {
    if (base == 1 && value > 0) {
        return "";
    }
    char *text = hil::unsignedText(negative ? 0 - value : value, base, number, false);
    if (negative) {
        *--text = '-';
    }
    return text;
}

}  // namespace

String::String(const char *text) {
    makeEmpty();
    if (text != nullptr) {
        assign(text, (unsigned int)strlen_P(text));
    }
}

String::String(const String &other) {
    makeEmpty();
    assign(other.c_str(), other.length());
}

String::String(String &&other) noexcept {
    memcpy(inside_, other.inside_, sizeof inside_);
    other.makeEmpty();
}

String::String(const __FlashStringHelper *text) : String(reinterpret_cast<const char *>(text)) {}

String::String(char value) {
    makeEmpty();
    assign(&value, 1);
}

#define HIL_STRING_OF(Type, text)                            \
    String::String(Type value, unsigned char base) {         \
        char number[hil::NUMBER_SIZE];                       \
        const char *digits = (text);                         \
        makeEmpty();                                         \
        assign(digits, (unsigned int)strlen(digits));        \
    }

HIL_STRING_OF(unsigned char, text32(long(value), base, false, number))
HIL_STRING_OF(int, text32(long(value), base, true, number))
HIL_STRING_OF(unsigned int, text32(long(value), base, false, number))
HIL_STRING_OF(long, text32(value, base, true, number))
HIL_STRING_OF(unsigned long, text32(long(value), base, false, number))
HIL_STRING_OF(long long, text64((unsigned long long)value, base, value < 0, number))
HIL_STRING_OF(unsigned long long, text64(value, base, false, number))

String::String(float value, unsigned char digits) : String(double(value), digits) {}

/** The chip's core asks for two places more than the digits: a whole number gets a blank before it. */
String::String(double value, unsigned char digits) {
    char number[hil::STRING_REAL_SIZE];
    hil::realText(value, (signed char)(digits + 2), digits, number, sizeof number);
    makeEmpty();
    assign(number, (unsigned int)strlen(number));
}

void String::makeEmpty() {
    inside_[0] = '\0';
    inside_[LENGTH_AT] = 0;
}

void String::letGo() {
    if (!isInside()) {
        free(heap_.text);
    }
    makeEmpty();
}

void String::setLength(unsigned int length) {
    if (isInside()) {
        inside_[LENGTH_AT] = char(length);
    } else {
        heap_.length = uint16_t(length);
    }
    text()[length] = '\0';
}

String &String::operator=(const String &other) {
    if (this != &other) {
        assign(other.c_str(), other.length());
    }
    return *this;
}

String &String::operator=(String &&other) noexcept {
    if (this != &other) {
        letGo();
        memcpy(inside_, other.inside_, sizeof inside_);
        other.makeEmpty();
    }
    return *this;
}

String &String::operator=(const char *text) {
    if (text == nullptr) {
        letGo();
    } else {
        assign(text, (unsigned int)strlen(text));
    }
    return *this;
}

String &String::operator=(const __FlashStringHelper *text) {
    const char *from = reinterpret_cast<const char *>(text);
    if (from == nullptr) {
        letGo();
    } else {
        assign(from, (unsigned int)strlen_P(from));
    }
    return *this;
}

bool String::reserve(unsigned int size) {
    return size <= capacity() || grow(size);
}

bool String::grow(unsigned int size) {
    unsigned int room = (size + 16) & ~0xFu;
    if (room > LARGEST_ROOM) {
        return false;
    }
    unsigned int kept = length();
    char *grown = static_cast<char *>(realloc(isInside() ? nullptr : heap_.text, room));
    if (grown == nullptr) {
        return false;
    }
    if (isInside()) {
        memcpy(grown, inside_, LENGTH_AT);
        inside_[LENGTH_AT] = ON_HEAP;
    }
    heap_.text = grown;
    heap_.capacity = uint16_t(room - 1);
    heap_.length = uint16_t(kept);
    return true;
}

void String::assign(const char *from, unsigned int length) {
    if (reserve(length)) {
        copyCharacters(text(), from, length);
        setLength(length);
    } else {
        letGo();
    }
}

bool String::concat(const char *from, unsigned int count) {
    if (from == nullptr) {
        return false;
    }
    if (count == 0) {
        return true;
    }
    unsigned int before = length();
    bool own = from >= text() && from < text() + before;
    size_t offset = own ? size_t(from - text()) : 0;
    if (!reserve(before + count)) {
        return false;
    }
    copyCharacters(text() + before, own ? text() + offset : from, count);
    setLength(before + count);
    return true;
}

bool String::concat(const __FlashStringHelper *text) {
    const char *from = reinterpret_cast<const char *>(text);
    return from != nullptr && concat(from, (unsigned int)strlen_P(from));
}

void String::putBefore(const char *from, unsigned int count) {
    unsigned int before = length();
    if (reserve(before + count)) {
        memmove(text() + count, text(), before);
        copyCharacters(text(), from, count);
        setLength(before + count);
    }
}

bool String::equalsIgnoreCase(const String &other) const {
    return length() == other.length() && strcasecmp_P(c_str(), other.c_str()) == 0;
}

bool String::startsWith(const String &prefix, unsigned int from) const {
    return from <= length() - prefix.length() && strncmp(c_str() + from, prefix.c_str(), prefix.length()) == 0;
}

bool String::endsWith(const String &suffix) const {
    return suffix.length() <= length() && strcmp(c_str() + length() - suffix.length(), suffix.c_str()) == 0;
}

void String::setCharAt(unsigned int index, char value) {
    if (index < length()) {
        text()[index] = value;
    }
}

char &String::operator[](unsigned int index) {
    static char outside;
    outside = '\0';
    return index < length() ? text()[index] : outside;
}

void String::getBytes(unsigned char *to, unsigned int size, unsigned int from) const {
    if (size == 0 || to == nullptr) {
        return;
    }
    unsigned int count = from < length() ? length() - from : 0;
    count = count < size ? count : size - 1;
    strncpy(reinterpret_cast<char *>(to), c_str() + (count == 0 ? 0 : from), count);
    to[count] = '\0';
}

int String::indexOf(char value, unsigned int from) const {
    const char *found = from < length() ? strchr(c_str() + from, value) : nullptr;
    return found == nullptr ? -1 : int(found - c_str());
}

/** The text may lie in flash. */
int String::indexOf(const char *wanted, unsigned int from) const {
    size_t size = strlen_P(wanted);
    for (unsigned int i = from; i < length(); i++) {
        if (strncmp_P(c_str() + i, wanted, size) == 0) {
            return int(i);
        }
        if (c_str()[i] == '\0') {
            break;
        }
    }
    return -1;
}

int String::lastIndexOf(char value, unsigned int from) const {
    if (from >= length()) {
        return -1;
    }
    int at = int(from);
    while (at >= 0 && c_str()[at] != value) {
        at--;
    }
    return at;
}

int String::lastIndexOf(const String &wanted, unsigned int from) const {
    if (wanted.isEmpty() || wanted.length() > length()) {
        return -1;
    }
    int found = -1;
    for (int at = indexOf(wanted); at >= 0 && unsigned(at) <= from; at = indexOf(wanted, unsigned(at) + 1)) {
        found = at;
    }
    return found;
}

String String::substring(unsigned int from, unsigned int to) const {
    if (from > to) {
        unsigned int swapped = from;
        from = to;
        to = swapped;
    }
    to = to > length() ? length() : to;
    String part;
    if (from < to) {
        part.concat(c_str() + from, to - from);
    }
    return part;
}

void String::replace(char from, char to) {
    for (char *at = text(); *at != '\0'; at++) {
        *at = *at == from ? to : *at;
    }
}

void String::replace(const String &from, const String &to) {
    if (isEmpty() || from.isEmpty()) {
        return;
    }
    if (to.length() <= from.length()) {
        replaceInPlace(from, to);
    } else {
        replaceFromTheEnd(from, to);
    }
}

void String::replaceInPlace(const String &from, const String &to) {
    char *read = text();
    char *write = text();
    unsigned int removed = 0;
    for (char *found = strstr(read, from.c_str()); found != nullptr; found = strstr(read, from.c_str())) {
        size_t between = size_t(found - read);
        memmove(write, read, between);
        memcpy(write + between, to.c_str(), to.length());
        write += between + to.length();
        read = found + from.length();
        removed += from.length() - to.length();
    }
    if (removed > 0) {
        memmove(write, read, strlen(read) + 1);
        setLength(length() - removed);
    }
}

/** Counted from the beginning and replaced from the end, so that text which overlaps itself is cut as on the chip. */
void String::replaceFromTheEnd(const String &from, const String &to) {
    unsigned int more = to.length() - from.length();
    unsigned int size = length();
    const char *at = strstr(c_str(), from.c_str());
    for (; at != nullptr; at = strstr(at + from.length(), from.c_str())) {
        size += more;
    }
    if (size == length() || !reserve(size)) {
        return;
    }
    for (int index = lastIndexOf(from, length() - 1); index >= 0;
         index = index == 0 ? -1 : lastIndexOf(from, unsigned(index - 1))) {
        char *rest = text() + index + from.length();
        memmove(rest + more, rest, length() - (unsigned(index) + from.length()));
        memcpy(text() + index, to.c_str(), to.length());
        setLength(length() + more);
    }
}

void String::remove(unsigned int index, unsigned int count) {
    if (index >= length() || count == 0) {
        return;
    }
    count = count < length() - index ? count : length() - index;
    memmove(text() + index, text() + index + count, length() - index - count);
    setLength(length() - count);
}

void String::toLowerCase() {
    for (char *at = text(); *at != '\0'; at++) {
        *at = char(tolower((unsigned char)*at));
    }
}

void String::toUpperCase() {
    for (char *at = text(); *at != '\0'; at++) {
        *at = char(toupper((unsigned char)*at));
    }
}

void String::trim() {
    unsigned int first = 0;
    while (first < length() && isspace((unsigned char)c_str()[first])) {
        first++;
    }
    unsigned int last = length();
    while (last > first && isspace((unsigned char)c_str()[last - 1])) {
        last--;
    }
    remove(last);
    remove(0, first);
}

long String::toInt() const {
    return atol(c_str());
}

double String::toDouble() const {
    return atof(c_str());
}

String operator+(const String &left, const String &right) {
    String sum;
    sum.reserve(left.length() + right.length());
    sum += left;
    sum += right;
    return sum;
}

String operator+(const String &left, String &&right) {
    if (right.capacity() > left.length() + right.length()) {
        right.putBefore(left.c_str(), left.length());
        return static_cast<String &&>(right);
    }
    String sum = left + static_cast<const String &>(right);
    right.letGo();
    return sum;
}

String operator+(String &&left, String &&right) {
    unsigned int total = left.length() + right.length();
    if (total > left.capacity() && total < right.capacity()) {
        right.putBefore(left.c_str(), left.length());
        return static_cast<String &&>(right);
    }
    left += right;
    right.letGo();
    return static_cast<String &&>(left);
}

String operator+(char left, const String &right) {
    String sum;
    sum.reserve(1 + right.length());
    sum += left;
    sum += right;
    return sum;
}

String operator+(char left, String &&right) {
    right.putBefore(&left, 1);
    return static_cast<String &&>(right);
}

String operator+(const char *left, const String &right) {
    String sum;
    unsigned int length = (unsigned int)strlen_P(left);
    sum.reserve(length + right.length());
    sum.concat(left, length);
    sum += right;
    return sum;
}

String operator+(const char *left, String &&right) {
    right.putBefore(left, (unsigned int)strlen_P(left));
    return static_cast<String &&>(right);
}

String operator+(const __FlashStringHelper *left, const String &right) {
    return reinterpret_cast<const char *>(left) + right;
}

String operator+(const __FlashStringHelper *left, String &&right) {
    return reinterpret_cast<const char *>(left) + static_cast<String &&>(right);
}
