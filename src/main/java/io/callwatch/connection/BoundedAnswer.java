package io.callwatch.connection;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The body of an answer that ends after so many bytes, whatever else comes: the connection is closed on the rest. That of an error
 * ends where it breaks off or cannot be unpacked, too, since its status and headers count.
 */
final class BoundedAnswer extends HttpEntityWrapper {
    private final Attempt attempt;
    private final long most;
    private final boolean isError;
    private InputStream content;

    /** @param answer unpacked */
    BoundedAnswer(HttpEntity answer, long most, boolean isError, Attempt attempt) {
        super(answer);
        this.most = most;
        this.isError = isError;
        this.attempt = attempt;
    }

    @Override
    public InputStream getContent() throws IOException {
        if (content == null) {
            content = new Content(super.getContent());
        }
        return content;
    }

    private final class Content extends BoundedStream {
        private boolean isBroken;

        Content(InputStream in) {
            super(in, most, attempt::isLate);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                isBroken = true;
                if (isError) {
                    return -1;
                }
                throw e;
            }
        }

        /** Reads what is left, so that the connection can be used again, unless that is too much or of no use. */
        @Override
        public void close() throws IOException {
            if (!isSpent() && !isBroken) {
                super.close();
                return;
            }
            attempt.giveUp();
            try {
                super.close();
            } catch (IOException e) {
                // it has no connection to read on
            }
        }
    }
}
