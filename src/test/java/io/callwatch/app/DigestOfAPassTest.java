package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.graph.ListRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination with {@code group=sweep} is looked after while a pass ends or begins: at one of the looks at the clock, whichever that is. */
class DigestOfAPassTest extends WithDeliveries {
    private Pass pass;

    @BeforeEach
    void aDestinationThatIsToldWhatASweepHasFound() {
        values.put("callwatch.destinations.hook.group", "sweep");
        pass = new Pass(List.of("recent"), clock.instant(), new ListRequest(URI.create("http://127.0.0.1:9/"), null), null, 1, () -> false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatAPassFindsLastIsInItsDigestWheneverItEnds(int look) {
        Deliveries deliveries = deliveries(at(look, () -> {
            queue("b");
            passes.end(pass);
        }));
        passes.begin(pass);
        queue("a");
        beginsToLook();
        assertThat(digests(deliveries)).containsExactly(List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatAPassFindsFirstWaitsForTheRestWheneverItBegins(int look) {
        Deliveries deliveries = deliveries(at(look, () -> {
            passes.begin(pass);
            queue("b");
        }));
        queue("a");
        beginsToLook();
        List<List<String>> all = new ArrayList<>(digests(deliveries));
        queue("c");
        passes.end(pass);
        all.addAll(digests(deliveries));
        assertThat(all).isIn(List.of(List.of("a"), List.of("b", "c")), List.of(List.of("a", "b", "c")));
    }

    /** The ids of the events of each, and enough looks at the clock. */
    private List<List<String>> digests(Deliveries deliveries) {
        return Stream.generate(() -> next(deliveries, "hook")).limit(6).filter(Objects::nonNull)
                .peek(deliveries::delivered).map(dispatch -> dispatch.events().stream().map(Event::id).toList()).toList();
    }
}
