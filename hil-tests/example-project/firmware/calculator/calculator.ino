/*
 * Calculator: a line such as "2 + 3" is answered with a line such as "5".
 *
 * Whole numbers of 32 bits, one sign (+ - * /) between them. One client at a time; the next one waits. A line has at most
 * 40 characters and ends with a line feed; a carriage return before it is ignored.
 *
 * Wi-Fi: copy arduino_secrets.h.example to arduino_secrets.h, which git ignores. Without it the sketch joins the network
 * of the virtual board, which opens nothing real.
 */
#include <ESP8266WiFi.h>

#if __has_include("arduino_secrets.h")
#include "arduino_secrets.h"
#else
#define SECRET_SSID "hil-virtual-ap"
#define SECRET_PASS "hil-virtual-passphrase"
#endif

const uint16_t PORT = 2323;
const size_t LONGEST_LINE = 40;

WiFiServer server(PORT);
WiFiClient client;
String line;
bool tooLong = false;

void setup() {
    Serial.begin(115200);
    Serial.println();
    Serial.println("Sketch MD5: " + ESP.getSketchMD5());  // tells the bench which image runs: it flashes only when it must
    WiFi.mode(WIFI_STA);
    WiFi.begin(SECRET_SSID, SECRET_PASS);
    while (WiFi.status() != WL_CONNECTED) {
        delay(250);
    }
    server.begin();
    server.setNoDelay(true);
    Serial.print(F("Address: "));
    Serial.println(WiFi.localIP());
    Serial.println(F("Ready to calculate"));
}

void loop() {
    if (!client) {
        client = server.accept();
        line = "";
        tooLong = false;
    }
    while (client.available() > 0) {
        take((char)client.read());
    }
}

void take(char character) {
    if (character == '\n') {
        client.print((tooLong ? String("ERR line too long") : answer(line)) + "\r\n");
        line = "";
        tooLong = false;
    } else if (line.length() == LONGEST_LINE) {
        tooLong = character != '\r' || tooLong;
    } else if (character != '\r') {
        line += character;
    }
}

String answer(const String &sum) {
    const char *rest = sum.c_str();
    int64_t left, right;
    char sign;
    if (!takeNumber(rest, left) || !takeSign(rest, sign) || !takeNumber(rest, right) || *skipBlanks(rest) != '\0') {
        Serial.println("Not a sum: " + sum);
        return "ERR not a sum";
    }
    if (sign == '/' && right == 0) {
        return "ERR division by zero";
    }
    int64_t result = sign == '+' ? left + right : sign == '-' ? left - right : sign == '*' ? left * right : left / right;
    return fits(result) ? String((long)result) : String("ERR too large");
}

bool takeNumber(const char *&text, int64_t &number) {
    text = skipBlanks(text);
    bool negative = *text == '-';
    if (negative) {
        text++;
    }
    if (!isdigit(*text)) {
        return false;
    }
    for (number = 0; isdigit(*text) && number <= INT32_MAX; text++) {
        number = number * 10 + (*text - '0');
    }
    number = negative ? -number : number;
    return fits(number) && !isdigit(*text);
}

bool takeSign(const char *&text, char &sign) {
    text = skipBlanks(text);
    sign = *text;
    if (sign == '\0' || strchr("+-*/", sign) == nullptr) {
        return false;
    }
    text++;
    return true;
}

const char *skipBlanks(const char *text) {
    while (*text == ' ') {
        text++;
    }
    return text;
}

bool fits(int64_t number) {
    return number >= INT32_MIN && number <= INT32_MAX;
}
