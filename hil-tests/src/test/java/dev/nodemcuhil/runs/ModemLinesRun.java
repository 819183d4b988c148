package dev.nodemcuhil.runs;

import dev.nodemcuhil.board.BoardRequest;
import dev.nodemcuhil.board.BootMode;
import dev.nodemcuhil.flash.Esptool;
import dev.nodemcuhil.flash.Settings;
import dev.nodemcuhil.virtual.VirtualBoardDriver;
import dev.nodemcuhil.virtual.VirtualBoardHardware;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unmodified esptool, as somebody starts it by hand, resets a virtual board by DTR and RTS while its sketch starts, and flashes it. Run in the checkout. Arguments: the image, how often. Exits 1 at the first that fails.
 */
final class ModemLinesRun {
    private ModemLinesRun() {}

    public static void main(String[] arguments) throws Exception {
        Path image = Path.of(arguments[0]);
        Esptool esptool = Esptool.find(Settings.ofProcess(), System.out::println);
        Path lines = Files.createTempDirectory("hil-lines-");
        int code = 0;
        try (VirtualBoardHardware board = new VirtualBoardDriver().open(BoardRequest.of("virtual"))) {
            board.openModemLines(lines);
            for (int i = 0; i < Integer.parseInt(arguments[1]) && code == 0; i++) {
                board.reset(BootMode.FLASH);
                long start = System.nanoTime();
                code = flash(esptool, lines, board.serialPortPath(), image);
                System.out.println((code == 0 ? "flashed " : "NOT flashed ") + Files.size(image) + " bytes in "
                        + (System.nanoTime() - start) / 1_000_000 + " ms");
            }
        } finally {
            Trees.delete(lines);
        }
        System.exit(code == 0 ? 0 : 1);
    }

    private static int flash(Esptool esptool, Path lines, String port, Path image) throws Exception {
        List<String> command = new ArrayList<>(List.of("ci/with-modem-lines", lines.toString()));
        command.addAll(esptool.command());
        command.addAll(
                List.of("--port", port, "--baud", "921600", esptool.spell("write-flash"), "0", image.toString()));
        return new ProcessBuilder(command)
                .inheritIO()
                .redirectInput(new File("/dev/null"))
                .start()
                .waitFor();
    }
}
