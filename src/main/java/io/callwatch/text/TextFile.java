package io.callwatch.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file of text that an operator has named, read whole. It may be a pipe, as that of a shell's {@code <(…)}, whose other end may
 * have to ask somebody first: one that has not come to its end after a minute is refused, since it may be a pipe that nobody writes.
 */
public final class TextFile {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TextFile() {
    }

    /** In UTF-8, without the byte order mark that some programs write; what is in no UTF-8 is refused. */
    public static String read(Path file) throws IOException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** As it stands. */
    public static byte[] bytes(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : bytes(file, PATIENCE);
    }

    static byte[] bytes(Path file, Duration within) throws IOException {
        FutureTask<byte[]> content = new FutureTask<>(() -> Files.readAllBytes(file));
        Thread reader = new Thread(content, "pipe"); // nothing wakes one that opens a pipe
        reader.setDaemon(true);
        reader.start();
        try {
            return content.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FileSystemException(file.toString(), null, "a pipe that nobody has written to its end within " + within.toSeconds()
                    + " s, in the place of a regular file");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
