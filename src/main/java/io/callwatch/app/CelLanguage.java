package io.callwatch.app;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.rule.CompiledCondition;
import io.callwatch.rule.InvalidExpression;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.RuleContext;
import io.callwatch.rule.RuleFailure;
import io.callwatch.rule.RuleLanguage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LRUCacheFactory;
import org.apache.camel.support.LanguageSupport;

/**
 * Conditions of rules as a Camel language: {@code filter: {language: {language: cel, expression: "call.duration < duration('5s')"}}}.
 *
 * <p>The body is a {@link CallRecord}, or the JSON of a record or of an event of one call as text. An expression gives true, false
 * or null where the verdict is undecided; a predicate takes undecided as false. Each text is compiled once, the last thousand are
 * kept; what does not compile is refused with an {@link ExpressionIllegalSyntaxException}, any other body with an
 * {@link ExpressionEvaluationException}. Threads may share it.
 */
public final class CelLanguage extends LanguageSupport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final RuleLanguage language;
    private final Map<String, CompiledCondition> compiled = LRUCacheFactory.newLRUCache(1_000);

    /** For other Camel platforms that bind none of their own: no home tenant, internal numbers, lists or history, hours in UTC. */
    public CelLanguage() {
        this(RuleContext.builder().build());
    }

    public CelLanguage(RuleContext context) {
        this.language = new RuleLanguage(context);
    }

    @Override
    public Predicate createPredicate(String text) {
        return expression(text);
    }

    @Override
    public Expression createExpression(String text) {
        return expression(text);
    }

    private ExpressionAdapter expression(String text) {
        CompiledCondition condition = compiled.computeIfAbsent(text, this::compile);
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                Outcome outcome = outcome(exchange);
                return outcome == Outcome.UNDECIDED ? null : outcome == Outcome.MATCH;
            }

            @Override
            public boolean matches(Exchange exchange) {
                return outcome(exchange) == Outcome.MATCH;
            }

            private Outcome outcome(Exchange exchange) {
                try {
                    return condition.judge(record(exchange)).outcome();
                } catch (IllegalArgumentException | RuleFailure e) {
                    throw new ExpressionEvaluationException(this, e.getMessage(), exchange, e);
                }
            }

            @Override
            public String toString() {
                return "cel[" + text + "]";
            }
        };
    }

    private CompiledCondition compile(String text) {
        try {
            return language.compile(text);
        } catch (InvalidExpression e) {
            throw new ExpressionIllegalSyntaxException(text, e);
        }
    }

    private static CallRecord record(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof CallRecord record) {
            return record;
        }
        String text = exchange.getMessage().getBody(String.class);
        try {
            Page page = PageReader.readRecord(text == null ? "" : recordIn(text));
            if (page.records().size() == 1) {
                return page.records().get(0);
            }
        } catch (GraphException | IOException notJson) {
            // the same answer as for JSON that is no record
        }
        throw new IllegalArgumentException(
                "cel expects a call record as the body, or as text its JSON or that of an event of one call");
    }

    /** An event has it in {@code data.call}; a burst's has several, one of the integration itself has none. */
    private static String recordIn(String text) throws IOException {
        JsonNode body = JSON.readTree(text.getBytes(StandardCharsets.UTF_8)); // a byte order mark is none of a text's letters
        boolean isEvent = body.path("type").asText().contains(".") || body.has("timestamp") && body.has("data");
        return isEvent ? body.path("data").path("call").toString() : text;
    }
}
