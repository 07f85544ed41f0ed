package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own, started in a folder, with its output in files there. */
final class Jar implements AutoCloseable {
    private static final Duration HANGS = Duration.ofMinutes(5);

    private final Process process;
    private final Path out;
    private final Path err;

    private Jar(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Jar start(Path folder, List<String> jvm, String... command) throws IOException {
        List<String> options = new ArrayList<>(jvm);
        options.add(0, "-Djava.io.tmpdir=" + folder.getParent()); // one that is killed leaves its copy of SQLite's library, a megabyte each time
        return startBy(List.of(), folder, options, command);
    }

    /** With components from elsewhere, as in the README. */
    static Jar startWith(Path lib, Path folder, String... command) throws IOException {
        List<String> all = java();
        all.addAll(List.of("-cp", jar() + File.pathSeparator + lib, "io.callwatch.Callwatch"));
        return launch(folder, all, command);
    }

    /** With the operating system's bound on the size of each file that it writes, in KB. */
    static Jar startBounded(Path folder, int kilobytes, String... command) throws IOException {
        return startBy(List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$0\" \"$@\""), folder, List.of(), command);
    }

    /** In a locale that knows ASCII alone; other bytes of the command line are written as {@code printf} has them. */
    static Jar startWithoutLetters(Path folder, String... command) throws IOException {
        return startBy(List.of("bash", "-c", "for a; do set -- \"$@\" \"$(printf %b \"$a\")\"; shift; done; LC_ALL=C exec \"$0\" \"$@\""),
                folder, List.of(), command);
    }

    /** The same in a folder whose name is no letters there, below the one that is named. */
    static Jar startInAFolderWithoutLetters(Path folder, String... command) throws IOException {
        return startBy(List.of("bash", "-c", "mkdir $'J\\303\\266rg'; cd $'J\\303\\266rg'; LC_ALL=C exec \"$0\" \"$@\""),
                folder, List.of(), command);
    }

    /** Without root's right to write where the permissions forbid it. */
    static Jar startHeldToPermissions(Path folder, String... command) throws IOException {
        return startHeldToPermissions(folder, List.of(), command);
    }

    static Jar startHeldToPermissions(Path folder, List<String> jvm, String... command) throws IOException {
        return startBy("root".equals(System.getProperty("user.name")) ? List.of("setpriv",
                "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search") : List.of(), folder, jvm, command);
    }

    private static Jar startBy(List<String> starter, Path folder, List<String> jvm, String... command) throws IOException {
        List<String> all = new ArrayList<>(starter);
        all.addAll(java());
        all.addAll(jvm);
        all.addAll(List.of("-jar", jar()));
        return launch(folder, all, command);
    }

    /** A short run gets nothing of a slow compiler, and most of a start is loading classes. */
    private static List<String> java() {
        return new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=" + Path.of(jar()).resolveSibling("callwatch.jsa")));
    }

    private static String jar() {
        return System.getProperty("callwatch.jar");
    }

    /** By the script that lies beside the jar. @param environment variables with their values, {@code NAME=value} */
    static Jar startByLauncher(Path folder, Path launcher, List<String> environment, String... command) throws IOException {
        List<String> first = new ArrayList<>(List.of("env", "JAVA_HOME=" + System.getProperty("java.home")));
        first.addAll(environment);
        first.add(launcher.toString());
        return launch(folder, first, command);
    }

    private static Jar launch(Path folder, List<String> first, String... more) throws IOException {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        File out = Files.createTempFile(folder.getParent(), "out", ".txt").toFile();
        File err = Files.createTempFile(folder.getParent(), "err", ".txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile()).redirectOutput(out).redirectError(err);
        builder.environment().keySet().removeIf(name -> name.startsWith("CALLWATCH_"));
        return new Jar(builder.start(), out.toPath(), err.toPath());
    }

    /** Waits for what it brings about while it runs, however slow the machine is; that it has ended is said at once. */
    void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(HANGS).failFast(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the process has ended: " + err());
            }
        }).until(condition);
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(HANGS.toMinutes(), TimeUnit.MINUTES)) {
            throw new AssertionError("the process does not end");
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Stopped by a signal for so long, as by Ctrl-Z and fg or by a container that is paused. */
    void pauseFor(Duration time) throws Exception {
        signal("STOP");
        process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** From here on each file and connection that it would open is refused; those that are open stay. */
    void lowersItsLimitOfOpenFiles() throws Exception {
        assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--nofile=3:").start().waitFor()).isZero();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
