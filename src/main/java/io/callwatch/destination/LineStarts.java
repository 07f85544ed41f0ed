package io.callwatch.destination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Walks the lines of a file of any size in constant memory, giving the first few kilobytes of each. */
final class LineStarts {
    private static final int LONGEST = 8 * 1024;

    private LineStarts() {
    }

    /** Gives each line that ends in a line feed, without it; what follows the last one is no line. */
    static void each(InputStream in, Consumer<String> lineStart) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        byte[] line = new byte[LONGEST];
        int length = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n') {
                    lineStart.accept(new String(line, 0, length, StandardCharsets.UTF_8));
                    length = 0;
                } else if (length < LONGEST) {
                    line[length++] = chunk[i];
                }
            }
        }
    }
}
