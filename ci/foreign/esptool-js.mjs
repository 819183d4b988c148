// Flashes a board with esptool-js, which expects a browser's serial port: node esptool-js.mjs FOLDER_OF_ESPTOOL_JS PORT IMAGE MAC
import { createHash } from "node:crypto";
import { constants, openSync, promises as fs } from "node:fs";
import { join } from "node:path";
import { ReadStream } from "node:tty";

/** The Web Serial API as far as esptool-js uses it, over a pty, which has no modem lines. */
class PtyPort {
    constructor(path) {
        this.path = path;
    }
    getInfo() {
        return {};
    }
    async open() {
        const serial = new ReadStream(openSync(this.path, constants.O_RDWR | constants.O_NOCTTY));
        const file = await fs.open(this.path, constants.O_WRONLY | constants.O_NOCTTY);
        this.readable = new ReadableStream({
            start: (stream) => serial.on("data", (bytes) => stream.enqueue(new Uint8Array(bytes))),
        });
        this.writable = new WritableStream({ write: (bytes) => file.write(bytes).then(() => {}) });
        this.close = () => {
            serial.destroy();
            return file.close();
        };
    }
    async setSignals() {}
}

const [library, path, imagePath, expectedMac] = process.argv.slice(2);
const { ESPLoader, Transport } = await import(join(library, "lib", "index.js"));
const terminal = { clean() {}, write: (text) => process.stdout.write(text), writeLine: (text) => console.log(text) };
const image = new Uint8Array(await fs.readFile(imagePath));

const loader = new ESPLoader({ transport: new Transport(new PtyPort(path)), baudrate: 115200, terminal });
await loader.main();
const mac = await loader.chip.readMac(loader);
if (mac !== expectedMac) {
    throw new Error(`esptool-js read MAC ${mac}, the board says it has ${expectedMac}`);
}
await loader.writeFlash({
    fileArray: [{ data: image, address: 0 }],
    flashMode: "keep",
    flashFreq: "keep",
    flashSize: "keep",
    eraseAll: false,
    compress: true,
    calculateMD5Hash: (bytes) => createHash("md5").update(bytes).digest("hex"), // compared with the chip's by writeFlash
});
await loader.after("hard_reset");
console.log(`${image.length} bytes are in flash, by their MD5`);
process.exit(0); // esptool-js goes on reading
