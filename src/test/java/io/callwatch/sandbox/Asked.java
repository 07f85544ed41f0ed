package io.callwatch.sandbox;

import java.time.Instant;

/** One request in the tenant's log. */
public final class Asked {
    private final Kind kind;
    private final int nth;
    private final Request request;
    private volatile int status;

    Asked(Kind kind, int nth, Request request) {
        this.kind = kind;
        this.nth = nth;
        this.request = request;
    }

    public Kind kind() {
        return kind;
    }

    /** Its number among the requests of its kind, from 1. */
    public int nth() {
        return nth;
    }

    public Request request() {
        return request;
    }

    /** The raw target, nothing decoded. */
    public String target() {
        return request.target();
    }

    public Instant instant() {
        return request.instant();
    }

    /** Whether it is a first page of a window that holds this instant. */
    public boolean asksFor(Instant start) {
        return kind == Kind.FIRST_PAGE && StartFilter.parse(Form.parse(request.query()).get("$filter")).holds(start);
    }

    /** Whether it bore an Authorization header of any content. */
    public boolean authorized() {
        return request.headers().containsKey("Authorization");
    }

    /** The status it was answered with; 0 while it is not. */
    public int status() {
        return status;
    }

    void answered(int code) {
        status = code;
    }

    @Override
    public String toString() {
        return kind + " " + nth + ": " + request.method() + " " + request.target() + " -> " + status;
    }
}
