package io.callwatch.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses an answer if the request accepts that: quickly rather than well. */
final class Gzip {
    private Gzip() {
    }

    static Answer ifAccepted(Answer answer, Request request) {
        if (answer.body().length == 0 || !request.header("Accept-Encoding").contains("gzip")) {
            return answer;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length / 4 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.body(bytes.toByteArray()).header("Content-Encoding", "gzip");
    }
}
