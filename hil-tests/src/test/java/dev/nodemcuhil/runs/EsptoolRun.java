package dev.nodemcuhil.runs;

import dev.nodemcuhil.esptool.Esptool;
import dev.nodemcuhil.settings.Settings;

/** Makes our private esptool in the cache, if it is not there. */
final class EsptoolRun {
    private EsptoolRun() {}

    public static void main(String[] none) {
        System.out.println(Esptool.find(Settings.ofProcess(), System.out::println));
    }
}
