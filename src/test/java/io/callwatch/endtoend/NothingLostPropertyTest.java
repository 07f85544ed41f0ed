package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Received;
import io.callwatch.sandbox.SandboxFolder;
import io.callwatch.sandbox.TurnedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * Random calls, lags, versions that flip verdicts, faults and a destination that is often down, over days of a turned clock;
 * each pass is a process's whole life. In the end every record is judged at its last version, and every event is everywhere.
 */
class NothingLostPropertyTest {
    private static final Instant START = Instant.parse("2026-11-10T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    // a bounded shrinking would go on in a thread of its own, beside the next test
    @Property(tries = 25, shrinking = ShrinkingMode.FULL)
    @Tag("file-ledger")
    void everyRecordIsJudgedAtItsLastVersionAndEveryEventIsEverywhere(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int calls)
            throws Exception {
        check(seed, calls);
    }

    @Property(tries = 6, shrinking = ShrinkingMode.FULL)
    @Tag("server-ledger")
    void theSameOnAServer(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int calls) throws Exception {
        check(seed, calls);
    }

    private static void check(long seed, int calls) throws Exception {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("callwatch-property");
        try (Workplace at = new Workplace(folder)) {
            TurnedClock clock = new TurnedClock(START);
            at.tenant.clock(clock).seed(seed).repeating(0.2).moving(0.1);
            at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook")
                    .sweep("all", Workplace.NEVER, "36h").set("callwatch.graph.page-size", Integer.toString(1 + random.nextInt(9)));
            Map<String, CallJson> last = publish(at, random, calls);
            at.receiver.always(request -> Answer.status(random.nextInt(3) == 0 ? 503 : 204));
            // a fault now and then, on any request; those that pass are waited for, so there are few
            at.tenant.faults().always(asked -> random.nextInt(25) == 0, Fault.status(400));
            while (clock.instant().isBefore(START.plus(Duration.ofDays(6)))) {
                clock.advance(Duration.ofHours(4 + random.nextInt(40)));
                at.runOnceAt(clock.instant());
            }
            at.tenant.moving(0).faults().clear();
            at.receiver.always(Answer.status(204));
            at.sweep("all", Workplace.NEVER, "30d");
            at.runOnceAt(clock.instant());
            at.run("deliveries", "retry", "--all"); // the destination may have been down for longer than the three days of trying
            assertThat(at.runOnceAt(clock.instant())).as("nothing is open").isZero();
            assertThat(at.run("audit", "--at", clock.instant().toString())).as("listed and judged are the same").isZero();
            check(at, last);
        } finally {
            SandboxFolder.delete(folder);
        }
    }

    /** @return each call's last version */
    private static Map<String, CallJson> publish(Workplace at, Random random, int calls) {
        Map<String, CallJson> last = new LinkedHashMap<>();
        for (int i = 0; i < calls; i++) {
            CallJson call = CallJson.call().start(START.plusSeconds(random.nextInt(4 * 86_400)));
            Duration length = random.nextBoolean() ? Duration.ofSeconds(random.nextInt(10)) : Duration.ofSeconds(random.nextInt(30 * 3_600));
            call.lasting(length).publishedAt(START.plus(Duration.ofDays(4)).minusSeconds(random.nextInt(86_400)));
            for (int version = 0; version < random.nextInt(4); version++) {
                at.tenant.publish(call);
                call = call.later().lasting(Duration.ofSeconds(random.nextInt(10)))
                        .publishedAt(START.plus(Duration.ofDays(4)).plusSeconds(random.nextInt(86_400)));
            }
            at.tenant.publish(call);
            last.put(call.id(), call);
        }
        // of versions published in another order than their numbers, the service lists the highest
        return last;
    }

    private static void check(Workplace at, Map<String, CallJson> last) throws Exception {
        Map<String, JsonNode> lastEvent = new HashMap<>();
        List<String> ids = new ArrayList<>();
        for (String line : at.archive()) {
            JsonNode event = JSON.readTree(line);
            ids.add(event.path("id").asText());
            lastEvent.put(event.at("/data/call/id").asText(), event);
        }
        assertThat(ids).as("each id once in the file").doesNotHaveDuplicates();
        Set<String> accepted = new HashSet<>(at.receiver.accepted().stream().map(r -> r.header("webhook-id")).toList());
        assertThat(accepted).as("what the file has, the webhook has").isEqualTo(Set.copyOf(ids));
        assertThat(at.receiver.accepted().stream().map(r -> r.header("webhook-id")).toList()).as("and once").doesNotHaveDuplicates();
        assertThat(at.receiver.received()).allMatch(Received::verified);
        for (CallJson call : last.values()) {
            JsonNode record = JSON.readTree(call.json());
            boolean matches = Duration.between(Instant.parse(record.path("startDateTime").asText()),
                    Instant.parse(record.path("endDateTime").asText())).compareTo(Duration.ofSeconds(5)) < 0;
            JsonNode event = lastEvent.get(call.id());
            if (matches) {
                assertThat(event).as("the match of " + call.json()).isNotNull();
                assertThat(event.path("type").asText()).isIn("call.matched", "call.corrected");
                assertThat(event.at("/data/call/endDateTime")).isEqualTo(record.path("endDateTime"));
            } else if (event != null) {
                assertThat(event.path("type").asText()).isEqualTo("call.withdrawn");
            }
        }
    }
}
