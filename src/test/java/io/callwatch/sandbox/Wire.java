package io.callwatch.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * How an answer's bytes leave: whole, or broken as networks break them.
 *
 * <p>Pauses end at once when the server is closed, so that no test waits for a fault that it no longer needs.
 */
@FunctionalInterface
public interface Wire {
    Wire WHOLE = (line, head, body) -> {
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        line.out().write(all);
        line.out().flush();
        return true;
    };

    /** The connection is reset before a byte is sent. */
    Wire RESET = (line, head, body) -> {
        line.socket().setSoLinger(true, 0);
        line.socket().close();
        return false;
    };

    /** Half of what Content-Length announced, then the end of the connection. */
    Wire CUT = (line, head, body) -> {
        line.out().write(head);
        line.out().write(body, 0, body.length / 2);
        line.out().flush();
        return false;
    };

    /** Nothing, until the other side gives up or the server closes. */
    Wire HANG = (line, head, body) -> {
        line.pause().accept(Duration.ofHours(1));
        return false;
    };

    /** A byte of the body at a time, with a pause before each: no read times out, yet the whole never comes. */
    static Wire drip(Duration pause) {
        return (line, head, body) -> {
            line.out().write(head);
            for (byte each : body) {
                line.pause().accept(pause);
                line.out().write(each);
                line.out().flush();
            }
            return true;
        };
    }

    /** The body, then so many blanks, with no length announced: only counting what comes protects the reader. */
    static Wire swollen(long blanks) {
        return swollen(blanks, new AtomicLong());
    }

    /** @param sent counts the blanks that the other side, and the network between, still took */
    static Wire swollen(long blanks, AtomicLong sent) {
        return blanks(blanks, sent, "Connection: close");
    }

    /** So many blanks in the place of a body, with their length: a connection that is to be used again is read to the end of them. */
    static Wire announced(long blanks, AtomicLong sent) {
        return blanks(blanks, sent, "Content-Length: " + blanks);
    }

    private static Wire blanks(long blanks, AtomicLong sent, String length) {
        return (line, head, body) -> {
            String text = new String(head, StandardCharsets.ISO_8859_1);
            String open = text.replaceFirst("Content-Length: \\d+", length);
            line.out().write(open.getBytes(StandardCharsets.ISO_8859_1));
            line.out().write(body);
            byte[] chunk = new byte[65_536];
            Arrays.fill(chunk, (byte) ' ');
            for (long left = blanks; left > 0; left -= chunk.length) {
                line.out().write(chunk, 0, (int) Math.min(left, chunk.length));
                sent.addAndGet(chunk.length);
            }
            line.out().flush();
            return false;
        };
    }

    /** More headers, each of so many letters. */
    static Wire moreHeaders(int headers, int letters) {
        return (line, head, body) -> {
            String text = new String(head, StandardCharsets.ISO_8859_1);
            line.out().write(text.substring(0, text.length() - 2).getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < headers; i++) {
                line.out().write(("X-" + i + ": " + "a".repeat(letters) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            return WHOLE.send(line, "\r\n".getBytes(StandardCharsets.ISO_8859_1), body);
        };
    }

    /** Sends; the result says whether the connection may be used again. */
    boolean send(Line line, byte[] head, byte[] body) throws IOException;

    /** An open connection, and a way to wait that ends when the server closes. */
    record Line(Socket socket, OutputStream out, Consumer<Duration> pause) {
    }
}
