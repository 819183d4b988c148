/*
 * Self-test: does on request what no firmware should do, so that a test bench can be tried: crashes, restarts, leaks,
 * silence. It needs nothing but the board.
 *
 * Commands are lines, typed on the serial console or sent to TCP port 7000; who asked gets the answer:
 *
 *   help               the commands
 *   health             uptime, memory, the reason of the last reset
 *   crash 0            ... by that exception of the CPU: 0, 2, 3, 6, 9, 20, 28, 29
 *   abort              calls abort()
 *   panic              calls panic()
 *   oom                asks for memory until there is none
 *   overflow           calls itself until the stack is full
 *   spin               a loop without end: the software watchdog bites
 *   freeze             the same without interrupts: the hardware watchdog bites
 *   restart            ESP.restart()
 *   wreck              erases the first sector of the flash and restarts: the ROM finds nothing to start
 *   leak BYTES         takes memory and never gives it back
 *   recurse LEVELS     calls itself that deep and returns
 *   delay MILLIS       sleeps in delay()
 *   print TEXT         prints the text on the console; \r, \n, \t, \\ and \xHH are characters
 *   baud BAUD          the console's speed from now on, until the next start
 *   stream BYTES       TCP only: sends that many, the alphabet in lines of 64, as fast as the connection takes them
 *   sink BYTES         TCP only: takes that many bytes, then says how long it took
 *   slow BYTES RATE    TCP only: the same, but no more than RATE bytes a second
 *   echo BYTES         TCP only: sends that many bytes back as they come
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

const uint16_t PORT = 7000;
const unsigned long DOT_MILLIS = 100;
const int PLACES = 4;
const size_t LONGEST_LINE = 512;
const size_t CHUNK_BYTES = 256;
const unsigned long MILLIS_PER_SECOND = 1000;

// How it starts. A test may change these bytes in the image (and seal the image again): the speed of the console (six
// digits), and a line that is the last of setup().
const volatile char START[128] = "self-test starts with baud=115200 last=";
const size_t START_BAUD_AT = 27;
const size_t START_LAST_AT = 39;

// Who gave a command, and where the answer goes.
struct Place {
    bool taken;
    WiFiClient client;
    char line[LONGEST_LINE + 1];
    size_t length;
    size_t toStream;
    size_t streamed;
    size_t toSink;
    size_t sunk;
    size_t toEcho;
    unsigned long bytesPerSecond;  // 0: no limit
    unsigned long sinkingSince;
};

WiFiServer server(PORT);
Place places[PLACES];
Place typed;  // the console

void setup() {
    Serial.begin(startBaud());
    Serial.println();
    Serial.println(F("Self-test"));
    Serial.println("Sketch MD5: " + ESP.getSketchMD5());
    Serial.println("Reset reason: " + ESP.getResetReason());
    WiFi.mode(WIFI_STA);
    WiFi.begin(SECRET_SSID, SECRET_PASS);
    while (WiFi.status() != WL_CONNECTED) {
        delay(DOT_MILLIS);
        Serial.print('.');
    }
    Serial.println();
    Serial.print(F("RSSI: "));
    Serial.print(WiFi.RSSI());
    Serial.println(F(" dBm"));
    server.begin();
    server.setNoDelay(true);
    Serial.print(F("IP address: "));
    Serial.println(WiFi.localIP());
    Serial.println(F("Listening"));
    String last = startLast();
    if (last.length() > 0) {
        Serial.println(last);
    }
}

unsigned long startBaud() {
    unsigned long baud = 0;
    for (size_t i = START_BAUD_AT; i < START_BAUD_AT + 6; i++) {
        baud = baud * 10 + (START[i] - '0');
    }
    return baud;
}

String startLast() {
    String text;
    for (size_t i = START_LAST_AT; i < sizeof START && START[i] != '\0'; i++) {
        text += (char)START[i];
    }
    return text;
}

void loop() {
    while (Serial.available() > 0) {
        take(typed, (char)Serial.read());
    }
    welcome();
    for (int i = 0; i < PLACES; i++) {
        if (places[i].taken) {
            serve(places[i]);
        }
    }
}

void welcome() {
    for (int i = 0; i < PLACES; i++) {
        if (!places[i].taken) {
            WiFiClient client = server.accept();
            if (client) {
                places[i] = Place();
                places[i].taken = true;
                places[i].client = client;
                Serial.printf("Client from port %u\r\n", client.remotePort());
            }
            return;
        }
    }
}

void serve(Place &place) {
    if (place.toStream > place.streamed) {
        stream(place);
    } else if (place.toSink > place.sunk) {
        sink(place);
    } else if (place.toEcho > 0) {
        echo(place);
    } else {
        while (place.client.available() > 0 && place.toStream == place.streamed && place.toSink == place.sunk &&
               place.toEcho == 0) {
            take(place, (char)place.client.read());
        }
    }
    if (!place.client) {
        place.client.stop();
        place = Place();
    }
}

void stream(Place &place) {
    char chunk[CHUNK_BYTES];
    size_t count = min(min(CHUNK_BYTES, place.toStream - place.streamed), (size_t)place.client.availableForWrite());
    for (size_t i = 0; i < count; i++) {
        size_t column = (place.streamed + i) % 64;
        chunk[i] = column == 62 ? '\r' : column == 63 ? '\n' : (char)('A' + column % 26);
    }
    if (count > 0) {
        place.streamed += place.client.write(chunk, count);
    }
}

void echo(Place &place) {
    char chunk[CHUNK_BYTES];
    size_t room = min(CHUNK_BYTES, (size_t)place.client.availableForWrite());
    size_t count = min(min(room, place.toEcho), (size_t)max(0, place.client.available()));
    if (count > 0) {
        count = place.client.read(chunk, count);
        place.toEcho -= place.client.write(chunk, count);
    }
}

void sink(Place &place) {
    char chunk[CHUNK_BYTES];
    size_t count = min(min(CHUNK_BYTES, place.toSink - place.sunk), (size_t)max(0, place.client.available()));
    unsigned long since = millis() - place.sinkingSince;
    if (place.bytesPerSecond > 0) {
        uint64_t allowed = (uint64_t)since * place.bytesPerSecond / MILLIS_PER_SECOND;
        count = (size_t)min((uint64_t)count, allowed > place.sunk ? allowed - place.sunk : 0);
    }
    if (count > 0) {
        place.sunk += max(0, place.client.read(chunk, count));
        if (place.sunk == place.toSink) {
            place.client.printf("took %u bytes in %lu ms\r\n", (unsigned)place.sunk, millis() - place.sinkingSince);
        }
    }
}

void take(Place &place, char character) {
    if (character == '\r' || character == '\n') {
        place.line[min(place.length, LONGEST_LINE)] = '\0';
        bool tooLong = place.length > LONGEST_LINE;
        bool any = place.length > 0;
        place.length = 0;
        if (tooLong) {
            answer(place, "ERR line too long");
        } else if (any) {
            obey(place, String(place.line));
        }
    } else {
        if (place.length < LONGEST_LINE) {
            place.line[place.length] = character;
        }
        place.length = min(place.length + 1, LONGEST_LINE + 1);
    }
}

void answer(Place &place, const String &text) {
    if (&place == &typed) {
        Serial.println(text);
    } else {
        place.client.print(text + "\r\n");
    }
}

void obey(Place &place, const String &line) {
    int blank = line.indexOf(' ');
    String word = blank < 0 ? line : line.substring(0, blank);
    String rest = blank < 0 ? String() : line.substring(blank + 1);
    long number = rest.toInt();
    if (word == "help") {
        answer(place, F("health, crash N, abort, panic, oom, overflow, spin, freeze, restart, wreck, leak N, recurse N, "
                        "delay N, print TEXT, baud N, stream N, sink N, slow N RATE, echo N"));
    } else if (word == "health") {
        answer(place, health());
    } else if (word == "crash") {
        crash(place, number);
    } else if (word == "abort") {
        abort();
    } else if (word == "panic") {
        panic();
    } else if (word == "oom") {
        takeAllMemory();
    } else if (word == "overflow") {
        recurse(-1);
    } else if (word == "spin") {
        spin();
    } else if (word == "freeze") {
        ESP.wdtDisable();
        noInterrupts();
        spin();
    } else if (word == "restart") {
        ESP.restart();
    } else if (word == "wreck") {
        ESP.flashEraseSector(0);
        ESP.restart();
    } else if (word == "leak") {
        answer(place, malloc(number) == nullptr ? F("ERR no memory") : F("leaked"));
    } else if (word == "recurse") {
        answer(place, "recursed " + String(recurse(number)));
    } else if (word == "delay") {
        delay(number);
        answer(place, F("delayed"));
    } else if (word == "print") {
        print(rest);
    } else if (word == "baud") {
        Serial.flush();
        Serial.updateBaudRate(number);
    } else if (word == "stream" || word == "sink" || word == "slow" || word == "echo") {
        transfer(place, word, number, rest);
    } else {
        answer(place, "ERR unknown: " + line);
    }
}

String health() {
    return "uptime_ms=" + String(millis()) + " free_heap=" + String(ESP.getFreeHeap()) +
           " largest_block=" + String(ESP.getMaxFreeBlockSize()) + " reset_reason=" + ESP.getResetReason();
}

void transfer(Place &place, const String &word, long number, const String &rest) {
    if (&place == &typed) {
        answer(place, F("ERR over TCP only"));
    } else if (word == "stream") {
        place.toStream = number;
        place.streamed = 0;
    } else if (word == "echo") {
        place.toEcho = number;
    } else {
        int blank = rest.indexOf(' ');
        place.toSink = number;
        place.sunk = 0;
        place.bytesPerSecond = word == "slow" && blank >= 0 ? rest.substring(blank + 1).toInt() : 0;
        place.sinkingSince = millis();
    }
}

void print(const String &text) {
    for (unsigned int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        char next = text.charAt(i + 1);
        if (character != '\\') {
            Serial.write(character);
        } else if (next == 'x') {
            Serial.write((uint8_t)strtol(text.substring(i + 2, i + 4).c_str(), nullptr, 16));
            i += 3;
        } else {
            Serial.write(next == 'r' ? '\r' : next == 'n' ? '\n' : next == 't' ? '\t' : next);
            i++;
        }
    }
}

// Each by the shortest way there is; volatile, so that the compiler does not see it coming.
void crash(Place &place, long cause) {
    static volatile uint32_t word = 0;
    volatile uint32_t zero = 0;
    volatile uint32_t address;
    switch (cause) {
        case 0:
            __asm__ volatile("ill");
            break;
        case 2:  // data is no place to run
            address = (uint32_t)&word;
            ((void (*)())address)();
            break;
        case 3:  // flash is stored to by nobody
            address = 0x40200000;
            *(volatile uint32_t *)address = 1;
            break;
        case 6:
            word = word / zero;
            break;
        case 9:
            address = (uint32_t)&word + 1;
            word = *(volatile uint32_t *)address;
            break;
        case 20:
            address = 0;
            ((void (*)())address)();
            break;
        case 28:
            address = 0;
            word = *(volatile uint32_t *)address;
            break;
        case 29:
            address = 0;
            *(volatile uint32_t *)address = 1;
            break;
        default:
            answer(place, F("ERR no such crash: 0, 2, 3, 6, 9, 20, 28, 29"));
    }
}

void takeAllMemory() {
    for (;;) {
        volatile char *block = new char[1024];
        block[0] = 1;
    }
}

void spin() {
    static volatile uint32_t turns = 0;
    for (;;) {
        turns = turns + 1;
    }
}

// A level takes about a hundred bytes of the stack, not always as many, and writes to most of them: no word is left out at
// each level, the core's guard least of all. Below zero there is no end.
long recurse(long levels) {
    size_t bytes = 64 + (levels & 3) * 16;
    volatile char room[bytes];
    for (size_t i = 0; i < bytes; i++) {
        room[i] = 1;
    }
    if (levels == 0) {
        return 0;
    }
    if (levels < 0) {
        yield();  // here the core looks at its stack
    }
    return recurse(levels - 1) + room[0];
}
