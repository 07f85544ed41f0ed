package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenProviderTest {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final AtomicInteger requests = new AtomicInteger();
    private final TokenProvider provider = new TokenProvider(
            () -> TokenAnswer.read(200, "{\"access_token\":\"t" + requests.incrementAndGet() + "\",\"expires_in\":3599}", "s3cr3t", null,
                    now),
            () -> now);

    @Test
    void asksOnceHoweverManyNeedIt() throws Exception {
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> {
                try {
                    tokens.add(provider.token().value());
                } catch (GraphException e) {
                    tokens.add(e.getMessage());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tokens).containsExactly("t1");
        assertThat(requests).hasValue(1);
    }

    /** As where the endpoint says nothing: one after the other, each would wait as long as the first. */
    @Test
    void aRequestThatFailsHasFailedForAllWhoWaitForIt() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        TokenProvider silent = new TokenProvider(() -> {
            assertThatCode(allWait::await).doesNotThrowAnyException();
            throw new GraphException(Failure.TIMEOUT, "no answer to request " + requests.incrementAndGet());
        }, () -> now);
        Set<String> failures = ConcurrentHashMap.newKeySet();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> failures.add(failure(silent)))).limit(8).toList();
        threads.forEach(Thread::start);
        await().until(() -> threads.stream().filter(thread -> thread.getState() == Thread.State.BLOCKED).count() == 7);
        allWait.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).containsExactly("no answer to request 1");
        assertThat(failure(silent)).as("asked for later").isEqualTo("no answer to request 2");
    }

    private static String failure(TokenProvider provider) {
        return catchThrowableOfType(GraphException.class, provider::token).getMessage();
    }

    @Test
    void renewsBeforeTheTokenRunsOut() throws Exception {
        provider.token();
        now = now.plus(Duration.ofMinutes(50));
        assertThat(provider.token().value()).isEqualTo("t1");
        now = now.plus(Duration.ofMinutes(5));
        assertThat(provider.token().value()).isEqualTo("t2");
    }

    @Test
    void asksAnewForARefusedTokenButNotTwiceForTheSameOne() throws Exception {
        AccessToken first = provider.token();
        provider.refused(first);
        provider.token();
        provider.refused(first);
        assertThat(provider.token().value()).isEqualTo("t2");
    }

    @Test
    void doesNotHammerAnEndpointThatRefuses() {
        AtomicInteger asked = new AtomicInteger();
        TokenProvider refused = new TokenProvider(() -> {
            asked.incrementAndGet();
            return TokenAnswer.read(401, "{\"error\":\"invalid_client\",\"error_description\":"
                    + "\"AADSTS7000215: Invalid client secret provided. Trace ID: 1 Correlation ID: 2\"}", "s3cr3t", null, now);
        }, () -> now);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(refused::token).hasMessage("the token endpoint answered 401 invalid_client "
                    + "(AADSTS7000215: Invalid client secret provided.): check callwatch.graph.tenant-id, client-id and the credential; "
                    + "a secret that was changed is read at the next start");
        }
        assertThat(asked).hasValue(1);
        now = now.plus(Duration.ofMinutes(1));
        assertThatThrownBy(refused::token).isInstanceOf(GraphException.class);
        assertThat(asked).hasValue(2);
        now = now.minus(Duration.ofHours(6));
        assertThatThrownBy(refused::token).isInstanceOf(GraphException.class);
        assertThat(asked).as("it may have been the clock").hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a~b c\"d/e%", "a%7Eb+c%22d%2Fe%25", "a%7eb%20c%22d%2fe%25", "a~b%20c\\\"d\\/e%25"})
    void aSecretThatTheEndpointQuotesIsNotSaidInWhateverForm(String quoted) throws Exception {
        String body = new ObjectMapper().writeValueAsString(
                Map.of("error", "no" + quoted, "error_description", "AADSTS1: '" + quoted + "' is none"));
        assertThatThrownBy(() -> TokenAnswer.read(401, body, "a~b c\"d/e%", null, now)).hasMessage("the token endpoint answered 401 no… "
                + "(AADSTS1: '…' is none): check callwatch.graph.tenant-id, client-id and the credential; "
                    + "a secret that was changed is read at the next start");
    }

    /** A gateway's page, or an address where no token endpoint is: the credential is not at fault. */
    @Test
    void aRefusalWithoutAReasonIsSaidToBeNoTokenEndpoints() {
        for (int status : new int[] {302, 403, 404}) {
            assertThatThrownBy(() -> TokenAnswer.read(status, "<html>", "s3cr3t", null, now)).hasMessage("the token endpoint answered " + status
                    + " without a reason, as no token endpoint does: check callwatch.graph.authority and what stands in between");
        }
        assertThatThrownBy(() -> TokenAnswer.read(200, "<html>", "s3cr3t", null, now)).as("a page to log in at").hasMessage("the token endpoint "
                + "answered 200 without an access_token, as no token endpoint does: check callwatch.graph.authority and what stands in between");
    }

    /** As after a slip in its host, or for the cloud of another authority. */
    @ParameterizedTest
    @ValueSource(strings = {"invalid_resource", "invalid_scope"})
    void thatTheServiceIsNotKnownIsNoFaultOfTheCredential(String error) {
        String body = "{\"error\":\"" + error + "\",\"error_description\":\"AADSTS500011: The resource principal named https://graph.microsft.com "
                + "was not found in the tenant named Contoso. Trace ID: 1\"}";
        assertThatThrownBy(() -> TokenAnswer.read(400, body, "s3cr3t", null, now)).hasMessage("the token endpoint answered 400 " + error
                + " (AADSTS500011: The resource principal named https://graph.microsft.com was not found in the tenant named Contoso.): "
                + "check callwatch.graph.url, the service that the token is for, and callwatch.graph.authority, which belongs to it");
    }

    @Test
    void anEndpointThatIsBusyIsAskedAgainAsLateAsItSays() {
        assertThatThrownBy(() -> TokenAnswer.read(429, "", "s3cr3t", Duration.ofSeconds(30), now)).isInstanceOfSatisfying(GraphException.class, e -> {
            assertThat(e).hasMessage("the token endpoint answered 429");
            assertThat(e.failure()).isEqualTo(Failure.THROTTLED);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(30));
        });
        for (int status : new int[] {408, 500}) {
            assertThatThrownBy(() -> TokenAnswer.read(status, "", "s3cr3t", null, now)).isInstanceOfSatisfying(GraphException.class,
                    e -> assertThat(e.failure()).isEqualTo(Failure.SERVER));
        }
    }

    @Test
    void aFailureThatPassesIsNotRemembered() throws Exception {
        TokenProvider busyAtFirst = new TokenProvider(() -> TokenAnswer.read(requests.incrementAndGet() == 1 ? 503 : 200,
                "{\"access_token\":\"t\",\"expires_in\":3599}", "s3cr3t", null, now), () -> now);
        assertThatThrownBy(busyAtFirst::token).isInstanceOf(GraphException.class);
        assertThat(busyAtFirst.token().value()).isEqualTo("t");
    }

    /** As where a gateway shows the beginning of what it refused. */
    @Test
    void aCredentialOfWhichOnlyTheBeginningIsQuotedCostsNoTime() {
        String credential = "e-J_h.".repeat(200);
        assertThatThrownBy(() -> TokenAnswer.read(400, "{\"error\":\"too_long\",\"error_description\":\"" + credential.substring(0, 600) + " …".repeat(600) + "\"}",
                credential, null, now)).hasMessageContaining("400 too_long");
    }

    @Test
    void aLifeBeyondAllTimesIsTwoDays() throws Exception {
        AccessToken token = TokenAnswer.read(200, "{\"access_token\":\"t\",\"expires_in\":1e30}", "s3cr3t", null, now);
        assertThat(token.renewAt()).isEqualTo(now.plus(Duration.ofDays(2)).minus(Duration.ofMinutes(5)));
        AccessToken gone = TokenAnswer.read(200, "{\"access_token\":\"t\",\"expires_in\":-1e30}", "s3cr3t", null, now);
        assertThat(gone.renewAt()).as("nor is one asked for without end").isBetween(now, now.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"60, 54", "1800, 1620", "3600, 3300"})
    void aTokenIsRenewedWhenATenthOfItsLifeIsLeftOrFiveMinutes(int life, int used) throws Exception {
        AccessToken token = TokenAnswer.read(200, "{\"access_token\":\"t\",\"expires_in\":" + life + "}", "s3cr3t", null, now);
        assertThat(token.renewAt()).isEqualTo(now.plusSeconds(used));
    }

    @Test
    void anAnswerWithoutATokenIsNoRefusal() {
        assertThatThrownBy(() -> TokenAnswer.read(200, "{\"access_token\":\"\",\"expires_in\":3599}", "s3cr3t", null, now))
                .isInstanceOfSatisfying(GraphException.class, e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED));
    }

    @Test
    void printsNoToken() throws Exception {
        assertThat(provider.token().toString()).doesNotContain("t1");
    }
}
