package io.callwatch.destination;

import io.callwatch.callrecord.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The ids that a file already has, or that a month lists, as 16-byte hashes: some 32 bytes of memory for each id, whatever its length.
 *
 * <p>An open-addressing table that doubles when half full. Not for several threads at once.
 */
public final class SeenIds {
    private final MessageDigest digest = Sha256.begin();
    private long[] table = new long[2 * 1024];
    private int size;

    boolean contains(String id) {
        ByteBuffer hash = hash(id);
        return table[slot(table, high(hash), hash.getLong(8))] != 0;
    }

    public void add(String id) {
        ByteBuffer hash = hash(id);
        if (put(table, high(hash), hash.getLong(8)) && ++size * 4 > table.length) {
            grow();
        }
    }

    public int size() {
        return size;
    }

    private ByteBuffer hash(String id) {
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    /** Zero marks an empty slot. */
    private static long high(ByteBuffer hash) {
        long high = hash.getLong(0);
        return high == 0 ? 1 : high;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low) {
        int slot = slot(table, high, low);
        if (table[slot] != 0) {
            return false;
        }
        table[slot] = high;
        table[slot + 1] = low;
        return true;
    }

    private static int slot(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        int at = (int) low & mask;
        while (table[2 * at] != 0 && (table[2 * at] != high || table[2 * at + 1] != low)) {
            at = (at + 1) & mask;
        }
        return 2 * at;
    }
}
