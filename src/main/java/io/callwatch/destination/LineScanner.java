package io.callwatch.destination;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Reads a file line by line from its beginning, and knows where its last whole line ends. */
final class LineScanner {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;
    private long whole;

    LineScanner(FileChannel channel) {
        this.channel = channel;
    }

    /** The next whole line without its newline; null at the end, or where what is left has none. */
    String next() throws IOException {
        line.reset();
        while (true) {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int read = channel.read(buffer, position);
                buffer.flip();
                if (read <= 0) {
                    return null;
                }
                position += read;
            }
            byte b = buffer.get();
            if (b == '\n') {
                whole = position - buffer.remaining();
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
    }

    long whole() {
        return whole;
    }
}
