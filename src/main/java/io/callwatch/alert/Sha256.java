package io.callwatch.alert;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
}
