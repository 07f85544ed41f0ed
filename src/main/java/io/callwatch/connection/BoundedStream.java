package io.callwatch.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** What comes over a connection: no more than so many bytes, and cut when its time is over, which is then called by its name. */
class BoundedStream extends FilterInputStream {
    private final BooleanSupplier late;
    private long left;

    /** @param late whether the connection was taken away because its time is over */
    BoundedStream(InputStream in, long most, BooleanSupplier late) {
        super(in);
        this.left = most;
        this.late = late;
    }

    boolean isSpent() {
        return left == 0;
    }

    /** What a read gives when all that may be read was. */
    int spent() throws IOException {
        return -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (isSpent()) {
            return spent();
        }
        try {
            int n = in.read(bytes, from, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        } catch (IOException e) {
            throw late.getAsBoolean() ? Attempt.late(e) : e;
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        return bytes <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(bytes, 8_192)]));
    }
}
