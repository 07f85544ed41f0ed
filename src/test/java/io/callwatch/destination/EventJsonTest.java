package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventJsonTest {
    @Test
    void isOneLineInTheContractsShapeWithTheRecordAsSent() {
        assertThat(EventJson.of(Samples.event("e1"))).isEqualTo("{\"id\":\"e1\",\"type\":\"call.matched\","
                + "\"timestamp\":\"2026-11-20T14:36:05Z\",\"data\":{\"rule\":\"short-call\",\"severity\":\"warning\","
                + "\"title\":\"Short call: 4.3 s, Abbie Wilkins\",\"tenantId\":\"dc368399\","
                + "\"call\":{\"id\":\"3cf3bbc8-b21d-4f2e-bfd0-b13603ae6c65\",\"version\":2,\"big\":12345678901234567890.10}}}");
    }
}
