package dev.nodemcuhil.runs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that runs work in. */
final class Trees {
    private Trees() {}

    static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Gives an empty cache the esptool that another one has: installing it is not what is looked at. */
    static void linkEsptool(Path from, Path cache) throws IOException {
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(from, "esptool-[0-9]*[0-9]")) {
            for (Path esptool : kept) {
                Files.createSymbolicLink(cache.resolve(esptool.getFileName()), esptool);
            }
        }
    }
}
