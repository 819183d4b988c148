/*
 * TCP client array: echoes lines to up to ten clients at once.
 *
 * A line ends with a carriage return; a line feed after it is ignored. Each line is sent back to the client that typed
 * it. The line "health" is answered with how the board is. A line has at most 49 characters; at the 50th the client is
 * told so, and the rest of that line is dropped.
 *
 * Wi-Fi: put an arduino_secrets.h beside this file with
 *   #define SECRET_SSID "your network"
 *   #define SECRET_PASS "your passphrase"
 * Without it the sketch joins the network of the virtual board, which opens nothing real.
 */
#include <ESP8266WiFi.h>

#if __has_include("arduino_secrets.h")
#include "arduino_secrets.h"
#else
#define SECRET_SSID "hil-virtual-ap"
#define SECRET_PASS "hil-virtual-passphrase"
#endif

#define MAX_CLIENTS 10
#define MAX_LINE_LENGTH 50  // the characters of a line and a terminator

const uint16_t PORT = 80;
const unsigned long BAUD = 115200;
const unsigned long DOT_MILLIS = 100;
const unsigned long LONGEST_SILENCE_MILLIS = 10UL * 60 * 1000;

// A client that vanished without a word is noticed after 10 + 3 * 5 seconds.
const uint16_t KEEP_ALIVE_IDLE_SECONDS = 10;
const uint16_t KEEP_ALIVE_INTERVAL_SECONDS = 5;
const uint8_t KEEP_ALIVE_PROBES = 3;

// Whoever is turned away may still be sending. Closing with bytes unread, or on their way, would reset the connection and
// take the answer with it, so what comes is read until it has been quiet for a while.
const unsigned long QUIET_BEFORE_CLOSE_MILLIS = 100;
const unsigned long LONGEST_GOODBYE_MILLIS = 1000;

const int LONGEST_ANSWER_BYTES = 160;
const int CHARACTERS_AT_ONCE = 64;

struct Place {
    bool taken;
    WiFiClient client;
    char line[MAX_LINE_LENGTH];
    size_t length;
    bool dropping;      // what is left of a line that was too long
    bool afterReturn;   // the last character ended a line
    unsigned long heardAt;
};

WiFiServer server(PORT);
Place places[MAX_CLIENTS];

WiFiClient late;  // the client that is being turned away
bool turningAway = false;
unsigned long turningAwaySince;
unsigned long lateHeardAt;

void setup() {
    Serial.begin(BAUD);
    Serial.println();
    Serial.println("Sketch MD5: " + ESP.getSketchMD5());
    Serial.println("Reset reason: " + ESP.getResetReason());

    Serial.print(F("Connecting to "));
    Serial.println(F(SECRET_SSID));
    WiFi.mode(WIFI_STA);
    WiFi.begin(SECRET_SSID, SECRET_PASS);
    while (WiFi.status() != WL_CONNECTED) {
        delay(DOT_MILLIS);
        Serial.print('.');
    }
    Serial.println();
    Serial.println(F("WiFi connected"));
    Serial.print(F("RSSI: "));
    Serial.print(WiFi.RSSI());
    Serial.println(F(" dBm"));
    server.begin();
    server.setNoDelay(true);
    Serial.println(F("Server started"));
    Serial.printf("Places: %d, longest line: %d\r\n", MAX_CLIENTS, MAX_LINE_LENGTH - 1);
    Serial.print(F("IP address: "));
    Serial.println(WiFi.localIP());
}

void loop() {
    for (int i = 0; i < MAX_CLIENTS; i++) {
        if (places[i].taken) {
            listenTo(i);
            freeIfGone(i);
        }
    }
    if (turningAway) {
        finishTurningAway();
    } else {
        welcomeNextClient();
    }
}

void welcomeNextClient() {
    WiFiClient client = server.accept();
    if (!client) {
        return;
    }
    for (int i = 0; i < MAX_CLIENTS; i++) {
        if (!places[i].taken) {
            give(i, client);
            return;
        }
    }
    beginTurningAway(client);
}

void give(int number, WiFiClient &client) {
    Place &place = places[number];
    place.taken = true;
    place.client = client;
    place.length = 0;
    place.dropping = false;
    place.afterReturn = false;
    place.heardAt = millis();
    if (client.connected()) {  // not if it was reset meanwhile: then nothing is there to be kept alive
        client.keepAlive(KEEP_ALIVE_IDLE_SECONDS, KEEP_ALIVE_INTERVAL_SECONDS, KEEP_ALIVE_PROBES);
    }
    Serial.printf("Client %d connected from %s:%u\r\n", number, client.remoteIP().toString().c_str(), client.remotePort());
}

// The client itself is false when it has gone and all that it sent has been read.
void freeIfGone(int number) {
    Place &place = places[number];
    bool silent = millis() - place.heardAt >= LONGEST_SILENCE_MILLIS;
    if (!place.client || silent) {
        place.client.stop();
        place.client = WiFiClient();
        place.taken = false;
        Serial.printf("Client %d disconnected\r\n", number);
    }
}

// A client that does not read its answers is not read from: it slows down nobody but itself.
void listenTo(int number) {
    Place &place = places[number];
    for (int i = 0; i < CHARACTERS_AT_ONCE && place.client.available() > 0; i++) {
        if (place.client.connected() && place.client.availableForWrite() < LONGEST_ANSWER_BYTES) {
            return;
        }
        place.heardAt = millis();
        take(number, (char)place.client.read());
    }
}

void take(int number, char character) {
    Place &place = places[number];
    bool ignored = character == '\n' && place.afterReturn;
    place.afterReturn = character == '\r';
    if (ignored) {
        return;
    }
    if (character == '\r') {
        finishLine(place);
        return;
    }
    if (place.dropping) {
        return;
    }
    // The guard against long lines: without it a line writes over what lies behind it in memory.
    if (place.length == MAX_LINE_LENGTH - 1) {
        refuseLongLine(number);
        return;
    }
    place.line[place.length] = character;
    place.length++;
}

void finishLine(Place &place) {
    if (!place.dropping) {
        place.line[place.length] = '\0';
        if (strcmp(place.line, "health") == 0) {
            answerHealth(place.client);
        } else {
            echo(place);
        }
    }
    place.length = 0;
    place.dropping = false;
}

// In one piece, so that it travels as one.
void echo(Place &place) {
    char answer[MAX_LINE_LENGTH + 1];
    memcpy(answer, place.line, place.length);
    memcpy(answer + place.length, "\r\n", 2);
    place.client.write(answer, place.length + 2);
}

void refuseLongLine(int number) {
    places[number].dropping = true;
    places[number].client.print(F("ERR line too long\r\n"));
    Serial.printf("Client %d: line too long, dropped\r\n", number);
}

void answerHealth(WiFiClient &client) {
    client.printf("uptime_ms=%lu free_heap=%u largest_block=%u reset_reason=%s\r\n", millis(), (unsigned)ESP.getFreeHeap(),
                  (unsigned)ESP.getMaxFreeBlockSize(), ESP.getResetReason().c_str());
}

void beginTurningAway(WiFiClient &client) {
    late = client;
    late.print(F("BUSY\r\n"));
    turningAway = true;
    turningAwaySince = millis();
    lateHeardAt = millis();
}

void finishTurningAway() {
    char unwanted[CHARACTERS_AT_ONCE];
    if (late.available() > 0) {
        late.read(unwanted, sizeof unwanted);
        lateHeardAt = millis();
    }
    bool quiet = millis() - lateHeardAt >= QUIET_BEFORE_CLOSE_MILLIS;
    bool longEnough = millis() - turningAwaySince >= LONGEST_GOODBYE_MILLIS;
    if (!late || quiet || longEnough) {
        late.stop();
        late = WiFiClient();
        turningAway = false;
    }
}
