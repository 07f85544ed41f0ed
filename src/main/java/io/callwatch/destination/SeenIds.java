package io.callwatch.destination;

import io.callwatch.callrecord.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The ids that a file already has, or that a month lists, as 16-byte hashes: some 25 bytes of memory for each id, whatever its length.
 *
 * <p>Many small open-addressing tables, each of which grows by a quarter when it is three quarters full: one alone would have to be there
 * twice while it grows. Not for several threads at once.
 */
public final class SeenIds {
    private static final int TABLES = 256;
    private static final int SMALLEST = 8;

    private final MessageDigest digest = Sha256.begin();
    private final long[][] tables = new long[TABLES][2 * SMALLEST];
    private final int[] sizes = new int[TABLES];

    boolean contains(String id) {
        ByteBuffer hash = hash(id);
        long[] table = tables[place(hash)];
        return table[slot(table, high(hash), hash.getLong(8))] != 0;
    }

    public void add(String id) {
        ByteBuffer hash = hash(id);
        int place = place(hash);
        long[] table = tables[place];
        if (put(table, high(hash), hash.getLong(8)) && ++sizes[place] * 8 > table.length * 3) {
            tables[place] = larger(table);
        }
    }

    public int size() {
        return Arrays.stream(sizes).sum();
    }

    private ByteBuffer hash(String id) {
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    /** By a byte of the hash that is not kept. */
    private static int place(ByteBuffer hash) {
        return hash.get(16) & 0xFF;
    }

    /** Zero marks an empty slot. */
    private static long high(ByteBuffer hash) {
        long high = hash.getLong(0);
        return high == 0 ? 1 : high;
    }

    private static long[] larger(long[] table) {
        int slots = table.length / 2;
        long[] larger = new long[2 * (slots + slots / 4)];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        return larger;
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
        int slots = table.length / 2;
        int at = (int) ((low >>> 32) * slots >>> 32);
        while (table[2 * at] != 0 && (table[2 * at] != high || table[2 * at + 1] != low)) {
            at = at + 1 == slots ? 0 : at + 1;
        }
        return 2 * at;
    }
}
