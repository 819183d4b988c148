/*
 * Many clients: sends each client's bytes back, and says on the console what the heap is whenever a client came or went.
 */
#include <ESP8266WiFi.h>

const int PLACES = 80;

WiFiServer server(7100);
WiFiClient clients[PLACES];
int told = -1;

void setup() {
    Serial.begin(115200);
    WiFi.begin("hil-virtual-ap", "hil-virtual-passphrase");
    while (WiFi.status() != WL_CONNECTED) {
        delay(10);
    }
    server.begin();
    server.setNoDelay(true);
    Serial.println();
    Serial.print(F("IP address: "));
    Serial.println(WiFi.localIP());
    Serial.println(F("Listening"));
}

void loop() {
    int connected = 0;
    bool takes = true;
    for (int i = 0; i < PLACES; i++) {
        if (!clients[i] && takes) {
            clients[i] = server.accept();
            takes = clients[i];
        }
        if (clients[i]) {
            connected++;
            serve(clients[i]);
        }
    }
    if (connected != told) {
        told = connected;
        Serial.printf("clients=%d heap=%u\r\n", connected, ESP.getFreeHeap());
    }
}

void serve(WiFiClient &client) {
    uint8_t bytes[64];
    int count = min(client.available(), (int)sizeof bytes);
    if (count > 0) {
        count = client.read(bytes, count);
        client.write(bytes, count);
    }
}
