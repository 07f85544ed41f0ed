package io.callwatch.graph;

import java.time.Instant;

/** A bearer token and when it is to be renewed. Prints without the token. */
public record AccessToken(String value, Instant renewAt) {
    @Override
    public String toString() {
        return "token, to be renewed at " + renewAt;
    }
}
