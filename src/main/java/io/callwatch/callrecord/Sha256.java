package io.callwatch.callrecord;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of which ids and fingerprints are made; every Java has it. */
public final class Sha256 {
    private Sha256() {
    }

    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first so many bytes of a text's, in hexadecimal. */
    public static String hex(String text, int bytes) {
        return HexFormat.of().formatHex(begin().digest(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
    }
}
