package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer says is known by its head, also where its body breaks off or cannot be unpacked. */
class BrokenAnswerTest extends AtAWorkplace {
    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("hook");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    private static Stream<Answer> broken() {
        return Stream.of(Answer.text(200, "some text").over(Wire.CUT), Answer.text(200, "some text").header("Content-Encoding", "gzip"));
    }

    @ParameterizedTest
    @CsvSource({"zz, the other side does not keep to HTTP", "50, the answer was cut"})
    void whatIsWrongWithItsPiecesIsSaidInWords(String piece, String words) throws Exception {
        assertSaid(Answer.status(200).over((line, head, body) -> {
            line.out().write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + piece + "\r\n{").getBytes(StandardCharsets.US_ASCII));
            line.out().flush();
            return false;
        }), words);
    }

    @Test
    void whatIsNotPackedAsItSaysIsSaidInWords() throws Exception {
        assertSaid(Answer.json(200, "{\"value\":[]}").header("Content-Encoding", "gzip"), "the answer is not packed as it says");
    }

    private void assertSaid(Answer broken, String words) throws Exception {
        at.tenant.faults().next(Kind.FIRST_PAGE, Fault.answer(broken));
        assertThat(at.output("check", "--online")).contains("NETWORK, " + words + "\n");
    }

    private static Answer with(int status, Answer broken) {
        return new Answer(status, broken.headers(), broken.body(), broken.delay(), broken.wire());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aWebhookThatWantsNoMoreIsSentNoMore(Answer broken) throws Exception {
        at.receiver.next(with(410, broken));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries", "--state", "dead")).contains("it wants no more");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aWebhookThatAsksToWaitIsWaitedFor(Answer broken) throws Exception {
        at.receiver.next(with(503, broken).header("Retry-After", "7200"));
        Instant hence = Instant.now().plusSeconds(7_200);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        String next = new ObjectMapper().readTree(at.output("deliveries", "--json")).at("/deliveries/0/next").asText();
        assertThat(Instant.parse(next)).isAfterOrEqualTo(hence.minusMillis(1));
        assertThat(at.output("deliveries")).contains("the other side answered 503\n");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRedirectOfAWebhookIsToldAsOne(Answer broken) throws Exception {
        at.receiver.next(with(302, broken));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("the other side answered 302: redirects are not followed\n");
    }

    /** For as long as it is tried, if its answers always break. */
    @ParameterizedTest
    @MethodSource("broken")
    void aWebhookThatHasTakenItIsNotSentItAgain(Answer broken) throws Exception {
        at.receiver.always(broken);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void ofTeamsItIsNotKnownWhetherItHasTakenIt(Answer broken) throws Exception {
        at.destination("hook", Map.of("format", "teams"));
        at.receiver.next(broken);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void theServiceAndTheTokenEndpointAreUnderstood(Answer broken) throws Exception {
        at.tenant.faults().next(Kind.FIRST_PAGE, Fault.answer(with(400, broken)));
        assertThat(at.output("check", "--online")).contains("the service answered 400");
        at.tenant.faults().next(Kind.TOKEN, Fault.answer(with(503, broken)));
        assertThat(at.output("check", "--online")).contains("answered 503");
    }
}
