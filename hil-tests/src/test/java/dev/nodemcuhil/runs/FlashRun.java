package dev.nodemcuhil.runs;

import dev.nodemcuhil.board.BoardHardware;
import dev.nodemcuhil.board.BoardSelection;
import dev.nodemcuhil.board.BootMode;
import dev.nodemcuhil.esptool.Esptool;
import dev.nodemcuhil.esptool.Flasher;
import dev.nodemcuhil.flash.FirmwareImage;
import dev.nodemcuhil.flash.FlashResult;
import dev.nodemcuhil.settings.Settings;
import dev.nodemcuhil.virtual.VirtualBoardDriver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Flashes a virtual board as the fixtures do, and nothing else. Arguments: size of the image in bytes, how often, seed. Exits 1 at the first flash that fails. */
final class FlashRun {
    private static final int HEADER_BYTES = 16;

    private FlashRun() {}

    public static void main(String[] arguments) throws IOException {
        int sizeBytes = Integer.parseInt(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        Random random = new Random(Long.parseLong(arguments[2]));
        Esptool esptool = Esptool.find(Settings.ofProcess(), System.out::println);
        Path file = Files.createTempFile("hil-flash-", ".bin");
        try (BoardHardware board = new VirtualBoardDriver().open(BoardSelection.of("virtual"))) {
            for (int i = 0; i < times; i++) {
                Files.write(file, image(sizeBytes, random));
                board.reset(BootMode.UART_DOWNLOAD);
                FlashResult result = new Flasher(esptool, FlashRun::printWithTime)
                        .write(FirmwareImage.read(file), board.serialPortPath(), board.flashOptions());
                System.out.println(
                        "flashed " + sizeBytes + " bytes in " + result.took().toMillis() + " ms");
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void printWithTime(String line) {
        System.out.println(System.nanoTime() / 1_000_000 + " ms  " + line);
    }

    /** One segment of random bytes, so that nothing of it compresses. */
    static byte[] image(int sizeBytes, Random random) {
        byte[] image = new byte[Math.max(2 * HEADER_BYTES, (sizeBytes + 15) & ~15)];
        random.nextBytes(image);
        int dataBytes = image.length - 2 * HEADER_BYTES;
        ByteBuffer.wrap(image)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0xE9, 1, 2, 0x40})
                .putInt(0x40100004)
                .putInt(0x40100000)
                .putInt(dataBytes);
        int checksum = 0xEF;
        for (int i = HEADER_BYTES; i < HEADER_BYTES + dataBytes; i++) {
            checksum ^= image[i];
        }
        Arrays.fill(image, HEADER_BYTES + dataBytes, image.length - 1, (byte) 0);
        image[image.length - 1] = (byte) checksum;
        return image;
    }
}
