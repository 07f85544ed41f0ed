package io.callwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final String TENANT = "dc368399-474c-4d40-900c-6265431fd81f";

    /** Two machines' configurations may write it in two ways. */
    @Test
    void theTenantsIdInCapitalsMakesTheSameIds() {
        String capitals = "DC368399-474C-4D40-900C-6265431FD81F";
        assertThat(EventId.first(capitals, "short-call", "c1")).isEqualTo(EventId.first(TENANT, "short-call", "c1"));
        assertThat(EventId.burst(capitals, "wangiri", "+49301", "c1")).isEqualTo(EventId.burst(TENANT, "wangiri", "+49301", "c1"));
    }

    @Test
    void nothingElseIsTheSameInCapitals() {
        String id = EventId.first(TENANT, "short-call", "c1");
        assertThat(id).isNotEqualTo(EventId.first(TENANT, "Short-Call", "c1")).isNotEqualTo(EventId.first(TENANT, "short-call", "C1"));
    }
}
