/*
 * TCP socket server: a bridge between one TCP client and the serial port.
 *
 * What the client sends goes to the serial port, what comes in on the serial port goes to the client, and the FLASH
 * button of the NodeMCU sends a line of its own. One client is served at a time; the next one waits, with all it has
 * sent, until the first has gone.
 *
 * Another port tells how the board is: who connects there and sends the line "health" gets uptime, memory and the reason
 * of the last reset.
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

const uint16_t PORT = 8888;
const uint16_t HEALTH_PORT = 8887;
const unsigned long BAUD = 115200;
const size_t SERIAL_BUFFER_BYTES = 1024;
const unsigned long DOT_MILLIS = 100;

const uint8_t FLASH_BUTTON = 0;
const unsigned long DEBOUNCE_MILLIS = 20;
const int BUTTON_LINE_BYTES = 32;

const size_t CHUNK_BYTES = 128;
const int LONGEST_ANSWER_BYTES = 160;

// A client that vanished without a word is noticed after 10 + 3 * 5 seconds.
const uint16_t KEEP_ALIVE_IDLE_SECONDS = 10;
const uint16_t KEEP_ALIVE_INTERVAL_SECONDS = 5;
const uint8_t KEEP_ALIVE_PROBES = 3;

WiFiServer server(PORT);
WiFiClient client;
bool serving = false;

WiFiServer healthServer(HEALTH_PORT);
WiFiClient asker;

unsigned int timesPressed = 0;  // since boot
unsigned int timesTold = 0;     // of these, sent to a client or not wanted by any

void setup() {
    Serial.setRxBufferSize(SERIAL_BUFFER_BYTES);
    Serial.begin(BAUD);
    pinMode(FLASH_BUTTON, INPUT_PULLUP);
    Serial.println();
    Serial.println("Sketch MD5: " + ESP.getSketchMD5());
    Serial.println("Reset reason: " + ESP.getResetReason());

    Serial.println(F("Connecting to Wifi"));
    WiFi.mode(WIFI_STA);
    WiFi.begin(SECRET_SSID, SECRET_PASS);
    while (WiFi.status() != WL_CONNECTED) {
        delay(DOT_MILLIS);
        Serial.print('.');
    }
    Serial.println();
    server.begin();
    server.setNoDelay(true);
    healthServer.begin();

    Serial.print(F("Connected to "));
    Serial.println(WiFi.SSID());
    Serial.print(F("RSSI: "));
    Serial.print(WiFi.RSSI());
    Serial.println(F(" dBm"));
    // One byte of the ring stays empty.
    Serial.printf("Places: 1, typed bytes kept: %u\r\n", (unsigned)SERIAL_BUFFER_BYTES - 1);
    Serial.print(F("IP address: "));
    Serial.println(WiFi.localIP());
    Serial.print(F("Open Telnet and connect to IP:"));
    Serial.print(WiFi.localIP());
    Serial.print(F(" on port "));
    Serial.println(PORT);
}

void loop() {
    watchButton();
    if (!serving) {
        welcomeNextClient();
    }
    if (serving) {
        copyToSerial();
        copyToClient();
        tellButton();
        sayGoodbyeIfGone();
    }
    answerHealth();
}

void welcomeNextClient() {
    client = server.accept();
    if (client) {
        serving = true;
        timesTold = timesPressed;
        if (client.connected()) {  // not if it was reset meanwhile: then nothing is there to be kept alive
            client.keepAlive(KEEP_ALIVE_IDLE_SECONDS, KEEP_ALIVE_INTERVAL_SECONDS, KEEP_ALIVE_PROBES);
        }
        Serial.println(F("Client Connected"));
    }
}

// Never more than the serial port takes at once: while it is busy, the other direction goes on.
void copyToSerial() {
    uint8_t chunk[CHUNK_BYTES];
    size_t room = min(CHUNK_BYTES, (size_t)Serial.availableForWrite());
    if (room > 0 && client.available() > 0) {
        Serial.write(chunk, (size_t)client.read(chunk, room));
    }
}

// Never more than the connection takes at once, for the same reason.
void copyToClient() {
    uint8_t chunk[CHUNK_BYTES];
    size_t room = min(CHUNK_BYTES, (size_t)client.availableForWrite());
    size_t waiting = min(room, (size_t)Serial.available());
    // What is typed after the client's goodbye is kept for the next one.
    if (waiting > 0 && client.connected()) {
        client.write(chunk, Serial.readBytes(chunk, waiting));
    }
}

// The contacts of a button bounce: it counts as pressed when it has been down for a while.
void watchButton() {
    static int level = HIGH;
    static bool pressed = false;
    static unsigned long changedAt = 0;
    int now = digitalRead(FLASH_BUTTON);
    if (now != level) {
        level = now;
        changedAt = millis();
    }
    if (millis() - changedAt >= DEBOUNCE_MILLIS) {
        if (level == LOW && !pressed) {
            timesPressed++;
        }
        pressed = level == LOW;
    }
}

void tellButton() {
    while (timesTold < timesPressed && client.availableForWrite() >= BUTTON_LINE_BYTES) {
        timesTold++;
        client.printf("Button pressed %u\r\n", timesTold);
    }
}

// connected() alone is false as soon as the client has said goodbye, although its last bytes may still wait here. The
// client itself is false when they have been read too.
void sayGoodbyeIfGone() {
    if (!client) {
        client.stop();
        serving = false;
        Serial.println(F("Client disconnected"));
    }
}

// One asks at a time; whatever line it sends is a question. Who does not read the answers is not read from.
void answerHealth() {
    if (!asker) {
        asker = healthServer.accept();
        if (asker.connected()) {
            asker.keepAlive(KEEP_ALIVE_IDLE_SECONDS, KEEP_ALIVE_INTERVAL_SECONDS, KEEP_ALIVE_PROBES);
        }
    }
    while (asker.available() > 0 && (asker.availableForWrite() >= LONGEST_ANSWER_BYTES || !asker.connected())) {
        if (asker.read() == '\n') {
            asker.printf("uptime_ms=%lu free_heap=%u largest_block=%u reset_reason=%s\r\n", millis(),
                         (unsigned)ESP.getFreeHeap(), (unsigned)ESP.getMaxFreeBlockSize(), ESP.getResetReason().c_str());
        }
    }
}
