package io.callwatch.sandbox;

import io.callwatch.Callwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The product as a process of its own, since a scheduled run is stopped by a signal, which no process can send to a part of
 * itself. Its output goes to files beside the configuration. It does not outlive this one.
 */
final class ProductProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Thread atExit;

    private ProductProcess(Process process, Path out) {
        this.process = process;
        this.out = out;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a command in {@code folder}, with its application.properties; output in {@code NAME.out} and {@code NAME.log}. */
    static ProductProcess start(Path folder, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), Callwatch.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(folder.resolve(name + ".log").toFile());
        // a real tenant's settings in the environment would win over the folder's
        builder.environment().keySet().removeIf(each -> each.startsWith("CALLWATCH_"));
        return new ProductProcess(builder.start(), out);
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Waits for its end. @return the exit code; -1 if it does not end in time and had to be killed */
    int await(long seconds) throws InterruptedException {
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return ended ? process.exitValue() : -1;
    }

    /** Sends SIGTERM and waits as long as a clean stop may take. */
    int stop() throws InterruptedException {
        process.destroy();
        return await(10);
    }

    List<String> output() throws IOException {
        return Files.readAllLines(out);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
