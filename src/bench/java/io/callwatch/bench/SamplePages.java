package io.callwatch.bench;

import io.callwatch.sandbox.CallJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pages and records as the service sends them, the same in every run. */
public final class SamplePages {
    static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    static final long APART_MILLIS = 400;

    private SamplePages() {
    }

    /** An answer of the list request. */
    public static byte[] page(int records) {
        return IntStream.range(0, records).mapToObj(i -> call(i).json())
                .collect(Collectors.joining(",", "{\"@odata.context\":\"https://graph/$metadata\",\"value\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One call in two hundred is a short one, one in three is by telephone. */
    public static CallJson call(int number) {
        // ids in no order of time, as the service's are
        CallJson call = CallJson.call().id(String.format("%08x-0000-4000-8000-%012d", number * 0x9E3779B1, number))
                .start(START.plusMillis(number * APART_MILLIS)).lasting(Duration.ofSeconds(number % 200 == 0 ? 2 : 60 + number % 600));
        return number % 3 == 0 ? call.phone("+4930" + (1_000_000 + number % 5_000)) : call.user("3f1c5a2e-0000-4000-8000-" + (100_000_000_000L + number % 700),
                "Somebody " + number % 700);
    }
}
