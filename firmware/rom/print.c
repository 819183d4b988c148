/* Formatted output. */
#include "rom.h"

typedef void (*put_function)(char);

static put_function put1, put2;

void ets_putc(char c) { uart_tx_one_char((uint8_t)c); }

/* The host gets CR LF for LF, and no other CR. */
void ets_uart_putc1(char c) {
    if (c == '\r') {
        return;
    }
    if (c == '\n') {
        uart_tx_one_char('\r');
    }
    uart_tx_one_char((uint8_t)c);
}

void ets_write_char(char c) {
    if (put1) {
        put1(c);
    }
    if (put2) {
        put2(c);
    }
}

int ets_getc(void) { return uart_rx_one_char_block(); }
void ets_install_putc1(put_function put) { put1 = put; }
void ets_install_putc2(put_function put) { put2 = put; }
void ets_install_uart_printf(void) { put1 = ets_uart_putc1; }

typedef struct {
    int left, zero, width, precision;
} field;

static int pad(put_function put, char c, int count) {
    int sent = 0;
    for (; sent < count; sent++) {
        put(c);
    }
    return sent;
}

static int put_text(put_function put, const char *text, int length, field f, const char *sign) {
    int signs = *sign ? 1 : 0, fill = f.width - length - signs, sent = 0;
    if (!f.left && !f.zero) {
        sent += pad(put, ' ', fill);
    }
    if (signs) {
        put(*sign);
        sent++;
    }
    if (!f.left && f.zero) {
        sent += pad(put, '0', fill);
    }
    for (int i = 0; i < length; i++) {
        put(text[i]);
    }
    sent += length;
    if (f.left) {
        sent += pad(put, ' ', fill);
    }
    return sent;
}

static int put_number(put_function put, uint32_t value, uint32_t base, const char *digits, field f, const char *sign) {
    char text[32];
    int at = sizeof text;
    do {
        text[--at] = digits[value % base];
        value /= base;
    } while (value);
    while (f.precision > (int)sizeof text - at && at > 0) {
        text[--at] = '0';
    }
    return put_text(put, text + at, (int)sizeof text - at, f, sign);
}

static int read_number(const char **format) {
    int number = 0;
    while (**format >= '0' && **format <= '9') {
        number = number * 10 + (*(*format)++ - '0');
    }
    return number;
}

int ets_vprintf(put_function put, const char *format, va_list arguments) {
    int sent = 0;
    for (; *format; format++) {
        field f = {0, 0, 0, -1};
        if (*format != '%') {
            put(*format);
            sent++;
            continue;
        }
        for (format++; *format == '-' || *format == '0'; format++) {
            f.left |= *format == '-';
            f.zero |= *format == '0';
        }
        if (*format == '*') {
            f.width = va_arg(arguments, int);
            format++;
        } else {
            f.width = read_number(&format);
        }
        if (*format == '.') {
            format++;
            f.precision = read_number(&format);
        }
        while (*format == 'l' || *format == 'h') {
            format++;
        }
        switch (*format) {
        case 'd':
        case 'i': {
            int value = va_arg(arguments, int);
            sent += put_number(put, value < 0 ? 0u - (uint32_t)value : (uint32_t)value, 10, "0123456789", f, value < 0 ? "-" : "");
            break;
        }
        case 'u':
            sent += put_number(put, va_arg(arguments, uint32_t), 10, "0123456789", f, "");
            break;
        case 'o':
            sent += put_number(put, va_arg(arguments, uint32_t), 8, "01234567", f, "");
            break;
        case 'p':
        case 'x':
            sent += put_number(put, va_arg(arguments, uint32_t), 16, "0123456789abcdef", f, "");
            break;
        case 'X':
            sent += put_number(put, va_arg(arguments, uint32_t), 16, "0123456789ABCDEF", f, "");
            break;
        case 'c': {
            char c = (char)va_arg(arguments, int);
            sent += put_text(put, &c, 1, f, "");
            break;
        }
        case 's': {
            const char *text = va_arg(arguments, const char *);
            int length = 0;
            text = text ? text : "<null>";
            while (text[length] && (f.precision < 0 || length < f.precision)) {
                length++;
            }
            f.zero = 0;
            sent += put_text(put, text, length, f, "");
            break;
        }
        case '\0':
            return sent;
        default:
            put(*format);
            sent++;
        }
    }
    return sent;
}

int ets_printf(const char *format, ...) {
    va_list arguments;
    int sent;
    va_start(arguments, format);
    sent = ets_vprintf(ets_write_char, format, arguments);
    va_end(arguments);
    return sent;
}

int ets_uart_printf(const char *format, ...) {
    va_list arguments;
    int sent;
    va_start(arguments, format);
    sent = ets_vprintf(ets_uart_putc1, format, arguments);
    va_end(arguments);
    return sent;
}
