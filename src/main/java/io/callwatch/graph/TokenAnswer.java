package io.callwatch.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.callwatch.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the token endpoint's answer: a token, or the refusal in words that help. */
public final class TokenAnswer {
    /** Longer than any token lives; what says otherwise must not be more than an Instant holds. */
    private static final long LONGEST_LIFE = 172_800;
    /** Of each of its texts in a message; the AADSTS number stands first. */
    private static final int LONGEST = 500;
    private static final String NO_ENDPOINT = ", as no token endpoint does: check callwatch.graph.authority and what stands in between";

    private TokenAnswer() {
    }

    /**
     * A token is renewed when a tenth of its life is left, at most five minutes before its end.
     *
     * @param credential what was sent; where the refusal quotes it, the message does not
     */
    public static AccessToken read(int status, String body, String credential, Duration retryAfter, Instant now) throws GraphException {
        JsonNode answer = ErrorAnswer.json(body);
        if (status == 200) {
            String token = answer.path("access_token").asText("");
            if (token.isEmpty()) {
                throw new GraphException(Failure.MALFORMED, "the token endpoint answered 200 without an access_token" + NO_ENDPOINT);
            }
            Duration life = Duration.ofSeconds(Math.min(LONGEST_LIFE, Math.max(1, answer.path("expires_in").asLong(3_599))));
            Duration margin = life.dividedBy(10).compareTo(Duration.ofMinutes(5)) < 0 ? life.dividedBy(10) : Duration.ofMinutes(5);
            return new AccessToken(token, now.plus(life).minus(margin));
        }
        String said = said(answer, credential);
        if (status == 429) {
            throw new GraphException(Failure.THROTTLED, "the token endpoint answered 429" + said, retryAfter);
        }
        if (status >= 500 || status == 408) {
            throw new GraphException(Failure.SERVER, "the token endpoint answered " + status + said, retryAfter);
        }
        throw new GraphException(Failure.AUTH, "the token endpoint answered " + status + said + advice(answer, said));
    }

    private static String advice(JsonNode answer, String said) {
        if (said.isEmpty()) {
            return " without a reason" + NO_ENDPOINT;
        }
        return answer.path("error").asText().matches("invalid_(resource|scope)") // AADSTS500011, where the host is mistyped
                ? ": check callwatch.graph.url, the service that the token is for, and callwatch.graph.authority, which belongs to it"
                : ": check callwatch.graph.tenant-id, client-id and the credential; a secret that was changed is read at the next start";
    }

    /** {@code error} and the first sentence of {@code error_description}, which begins with the AADSTS number. */
    private static String said(JsonNode answer, String credential) {
        Pattern sent = inAnyForm(credential);
        String error = OneLine.of(sent.matcher(answer.path("error").asText("")).replaceAll("…"), LONGEST);
        String description = sent.matcher(answer.path("error_description").asText("")).replaceAll("…").lines().findFirst().orElse("");
        String first = OneLine.of(description.replaceFirst("(?s)\\s(Trace ID|Correlation ID):.*", ""), LONGEST);
        return (error.isEmpty() ? "" : " " + error) + (first.isEmpty() ? "" : " (" + first + ")");
    }

    /**
     * As it is, and as a URL or JSON may have it: each character by itself, since few agree on which to encode. No two forms of one
     * are alike: each such would double the time that a text takes which is like the beginning alone.
     */
    private static Pattern inAnyForm(String text) {
        return Pattern.compile(text.codePoints().mapToObj(Character::toString).map(character ->
                character.matches("[A-Za-z0-9]") ? character
                        : "\\\\?(?:(?i:" + HexFormat.of().withPrefix("%").formatHex(character.getBytes(StandardCharsets.UTF_8)) + ")|"
                                + Pattern.quote(character) + (character.equals(" ") ? "|\\+" : "") + ")")
                .collect(Collectors.joining()));
    }
}
