package io.callwatch.app;

import io.callwatch.graph.ClientAssertion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the PEM of a client certificate, anew for each token, so that a renewed certificate needs no restart. */
final class Certificates {
    private Certificates() {
    }

    static ClientAssertion read(Path pem) {
        try {
            return new ClientAssertion(Files.readString(pem));
        } catch (IOException e) {
            throw new UncheckedIOException("a PEM file that can be read", e);
        }
    }
}
