package dev.nodemcuhil.runs;

import dev.nodemcuhil.board.BoardSelection;
import dev.nodemcuhil.board.BootMode;
import dev.nodemcuhil.esptool.Esptool;
import dev.nodemcuhil.settings.Settings;
import dev.nodemcuhil.virtual.VirtualBoardDriver;
import dev.nodemcuhil.virtual.VirtualBoardHardware;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unmodified esptool, as somebody starts it by hand, flashes a virtual board while its sketch starts. Run in the checkout.
 *
 * <p>Arguments: {@code lines}, by which esptool resets the board (DTR and RTS), or {@code pty}, where the board goes into its loader because it hears SYNC; the image; how often; esptool's own options before the command, if any. Exits 1 at the first that fails.
 */
final class HandFlashRun {
    private HandFlashRun() {}

    public static void main(String[] arguments) throws Exception {
        boolean byLines = arguments[0].equals("lines");
        Path image = Path.of(arguments[1]);
        List<String> options = List.of(arguments).subList(3, arguments.length);
        Esptool esptool = Esptool.find(Settings.ofProcess(), System.out::println);
        Path lines = Files.createTempDirectory("hil-lines-");
        int code = 0;
        try (VirtualBoardHardware board = new VirtualBoardDriver().open(BoardSelection.of("virtual"))) {
            if (byLines) {
                board.openModemLines(lines);
            }
            board.enterLoaderOnSync(!byLines);
            List<String> command =
                    new ArrayList<>(byLines ? List.of("ci/with-modem-lines", lines.toString()) : List.of());
            command.addAll(esptool.command());
            command.addAll(List.of("--port", board.serialPortPath()));
            command.addAll(options);
            command.addAll(List.of(esptool.spell("write-flash"), "0", image.toString()));
            for (int i = 0; i < Integer.parseInt(arguments[2]) && code == 0; i++) {
                board.reset(BootMode.FLASH);
                long start = System.nanoTime();
                code = run(command);
                System.out.println((code == 0 ? "flashed " : "NOT flashed ") + Files.size(image) + " bytes in "
                        + (System.nanoTime() - start) / 1_000_000 + " ms");
            }
        } finally {
            Trees.delete(lines);
        }
        System.exit(code == 0 ? 0 : 1);
    }

    private static int run(List<String> command) throws Exception {
        return new ProcessBuilder(command)
                .inheritIO()
                .redirectInput(new File("/dev/null"))
                .start()
                .waitFor();
    }
}
