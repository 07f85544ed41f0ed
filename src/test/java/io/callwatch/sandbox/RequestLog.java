package io.callwatch.sandbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the tenant was asked, in order. Threads may share it. */
final class RequestLog {
    private final List<Asked> all = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    synchronized Asked add(Request request) {
        Kind kind = Kind.of(request);
        Asked asked = new Asked(kind, counts.merge(kind, 1, Integer::sum), request);
        all.add(asked);
        return asked;
    }

    synchronized List<Asked> all() {
        return List.copyOf(all);
    }

    synchronized int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    synchronized int answeredWith(int status) {
        return (int) all.stream().filter(asked -> asked.status() == status).count();
    }
}
