package io.callwatch.connection;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of an answer that ends after so many bytes, whatever else comes: the connection is closed on the rest. */
final class BoundedAnswer extends HttpEntityWrapper {
    private final Attempt attempt;
    private final long most;
    private InputStream content;

    /** @param answer unpacked */
    BoundedAnswer(HttpEntity answer, long most, Attempt attempt) {
        super(answer);
        this.most = most;
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
        Content(InputStream in) {
            super(in, most, attempt::isLate);
        }

        /** Reads what is left, so that the connection can be used again, unless that is too much. */
        @Override
        public void close() throws IOException {
            if (!isSpent()) {
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
