package io.callwatch.graph;

/** Why a request failed: a closed set that decides whether it is tried again, and the key of metrics and log lines. */
public enum Failure {
    /** The token was refused, or none is issued: a fault of the configuration or of the app registration. */
    AUTH(false),
    /** A token is issued but the permission or its consent is missing. */
    FORBIDDEN(false),
    /** 429: wait as long as the service says. */
    THROTTLED(true),
    /** 5xx, and 404, 408 and 410, which come and go with this service. */
    SERVER(true),
    /** The request is wrong, or a skiptoken went stale: asking again brings the same. */
    CLIENT(false),
    /** An answer that is cut, is not JSON, or is not a list of records. */
    MALFORMED(true),
    TIMEOUT(true),
    NETWORK(true);

    private final boolean passing;

    Failure(boolean passing) {
        this.passing = passing;
    }

    /** Whether the same request may well succeed a little later. */
    public boolean isPassing() {
        return passing;
    }

    /** By status alone: the texts of Graph's errors are no contract. 401 is the caller's to handle first, with a new token. */
    static Failure ofStatus(int status) {
        return switch (status) {
            case 401 -> AUTH;
            case 403 -> FORBIDDEN;
            case 429 -> THROTTLED;
            case 404, 408, 410 -> SERVER;
            default -> status >= 500 ? SERVER : CLIENT;
        };
    }
}
