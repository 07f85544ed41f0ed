package io.callwatch.bench;

import io.callwatch.sandbox.SandboxFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of its own that reads everything of a tenant once; how long it takes, what of a processor, and how much memory.
 *
 * @param settings its application.properties; empty where it needs none
 * @param again whether it is measured the second time, with what the first has left in its folder
 */
record Contestant(String name, List<String> command, String settings, boolean again) {
    /**
     * @param start milliseconds from the process's begin to its first request
     * @param requests for pages
     */
    record Run(double seconds, double processor, double peakMiB, double start, int requests) {
    }

    static Contestant java(String name, String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new Contestant(name, command, "", false);
    }

    /** The same, started anew where it has run before. */
    Contestant startedAgain(String newName) {
        return new Contestant(newName, command, settings, true);
    }

    Run run(FastTenant tenant) throws Exception {
        Path folder = Files.createTempDirectory("callwatch-bench");
        Files.writeString(folder.resolve("application.properties"), settings);
        if (again) {
            run(tenant, folder);
        }
        Run run = run(tenant, folder);
        SandboxFolder.delete(folder);
        return run;
    }

    private Run run(FastTenant tenant, Path folder) throws Exception {
        tenant.forget();
        File out = folder.resolve("out.txt").toFile();
        List<String> all = command.stream().map(word -> word.replace("@FOLDER@", folder.toString())).toList();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out).start();
        Duration processor = Duration.ZERO;
        double peak = 0;
        while (process.isAlive()) {
            processor = process.info().totalCpuDuration().orElse(processor);
            peak = Math.max(peak, peakMiB(process.pid()));
            Thread.sleep(5);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + Files.readString(out.toPath()));
        }
        return new Run(seconds, processor.toMillis() / 1e3, peak, (tenant.firstRequest() - begin) / 1e6, tenant.requests());
    }

    /** The kernel's own high-water mark of resident memory; 0 once the process is gone. */
    private static double peakMiB(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).findFirst()
                    .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).orElse(0.0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
