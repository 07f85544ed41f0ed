package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.rule.RuleContext;
import io.callwatch.rule.ValueList;
import io.callwatch.sandbox.CallJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On any Camel platform: found by its name alone. */
class CelLanguageTest extends CamelTestSupport {
    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:calls").filter().language("cel", "call.duration < duration('5s')").to("mock:short");
                from("direct:groupless").filter().language("cel", "call.type != 'groupCall'").to("mock:groupless");
            }
        };
    }

    @Test
    void filtersCallRecords() throws Exception {
        String shortCall = CallJson.call().lasting(Duration.ofSeconds(3)).json();
        MockEndpoint matches = getMockEndpoint("mock:short");
        matches.expectedBodiesReceived(List.of(shortCall));
        template.sendBody("direct:calls", shortCall);
        template.sendBody("direct:calls", CallJson.call().lasting(Duration.ofMinutes(3)).json());
        template.sendBody("direct:calls", CallJson.call().with("endDateTime", "null").json());
        matches.assertIsSatisfied();
    }

    @Test
    void filtersEventsOfOneCall() throws Exception {
        String event = "{\"id\":\"e\",\"type\":\"call.matched\",\"data\":{\"rule\":\"r\",\"call\":%s}}";
        String shortCall = event.formatted(CallJson.call().lasting(Duration.ofSeconds(3)).json());
        MockEndpoint matches = getMockEndpoint("mock:short");
        matches.expectedBodiesReceived(List.of(shortCall));
        template.sendBody("direct:calls", shortCall);
        template.sendBody("direct:calls", event.formatted(CallJson.call().lasting(Duration.ofMinutes(3)).json()));
        matches.assertIsSatisfied();
        assertThatThrownBy(() -> template.sendBody("direct:calls", shortCall.replace("\"call\":{", "\"calls\":[{").replace("}}}", "}]}}")))
                .cause().hasMessageContaining("an event of one call");
        assertThatThrownBy(() -> template.sendBody("direct:groupless", "{\"id\":\"e\",\"type\":\"feed.stale\",\"data\":{\"title\":\"t\"}}"))
                .as("its type is no call's").cause().hasMessageContaining("an event of one call");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"{\"id\":\"e\",\"type\":\"call.matched\",\"data\":null}", "{\"id\":\"e\",\"type\":\"feed.stale\"}",
        "{\"id\":\"e\",\"type\":\"digest\",\"timestamp\":\"2026-11-20T14:40:00Z\",\"data\":{}}",
        "{\"id\":\"e\",\"type\":\"call.matched\",\"data\":{\"call\":{\"id\":\"a\"}}} {\"id\":\"b\"}",
        "{\"id\":\"a\"}],\"x\":[", "{\"id\":\"a\"}],\"value\":[{\"id\":\"b\"}", "{\"id\":\"a\"},{\"id\":\"b\"}", "5", "null", ""})
    void refusesWhatIsNotOneRecordAndNoEventOfOneCall(String body) {
        assertThatThrownBy(() -> template.sendBody("direct:groupless", body)).cause().hasMessageContaining("expects a call record");
    }

    @Test
    void takesARecordWithAnyUnknownFieldAndAByteOrderMark() throws Exception {
        String odd = "\uFEFF" + CallJson.call().lasting(Duration.ofSeconds(3)).with("data", "{\"call\":{\"id\":\"other\"}}").json();
        MockEndpoint matches = getMockEndpoint("mock:short");
        matches.expectedBodiesReceived(List.of(odd, odd.getBytes(StandardCharsets.UTF_8)));
        template.sendBody("direct:calls", odd);
        template.sendBody("direct:calls", odd.getBytes(StandardCharsets.UTF_8));
        matches.assertIsSatisfied();
    }

    /** The README's recipe. */
    @Test
    void knowsOfABeanOfItsNameWhatAConfigurationSaysElse() throws Exception {
        String ofAnotherTenant = CallJson.call().with("organizer_v2",
                "{\"identity\":{\"user\":{\"id\":\"u\",\"tenantId\":\"c0ffee00-0000-4000-8000-000000000000\"}}}").json();
        String conditions = "call.organizer.external && oneOf(call.organizer.id, 'vip')";
        assertThatThrownBy(() -> context.resolveLanguage("cel").createPredicate(conditions))
                .hasStackTraceContaining("no list is called 'vip'; there is none (callwatch.lists.NAME, or a list of the RuleContext)");
        assertThatThrownBy(() -> context.resolveLanguage("cel")
                .createPredicate("firstFrom(call.organizer.phone, call.startDateTime, duration('1h'))"))
                .hasStackTraceContaining("`firstFrom` asks what calls there were before, which nothing remembers here");
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("cel-language", new CelLanguage(RuleContext.builder()
                    .homeTenantId("dc368399-474c-4d40-900c-6265431fd81f")
                    .internalNumbers(List.of("+4930901"))
                    .timeZone(ZoneId.of("Europe/Berlin"))
                    .list("vip", ValueList.of(List.of("u")))
                    .build()));
            other.start();
            Exchange exchange = new DefaultExchange(other);
            exchange.getMessage().setBody(ofAnotherTenant);
            assertThat(other.resolveLanguage("cel").createPredicate(conditions).matches(exchange)).isTrue();
            assertThat(other.resolveLanguage("cel").createExpression(conditions).evaluate(exchange, Object.class)).isEqualTo(true);
            assertThat(context.resolveLanguage("cel").createExpression("call.organizer.external").evaluate(exchange, Object.class))
                    .as("undecided where the home tenant is not known").isNull();
        }
    }

    @Test
    void refusesWhatDoesNotCompileAndWhatIsNoRecord() {
        assertThatThrownBy(() -> context.resolveLanguage("cel").createPredicate("call.durations"))
                .isInstanceOf(ExpressionIllegalSyntaxException.class);
        assertThatThrownBy(() -> template.sendBody("direct:calls", "no record")).isInstanceOf(CamelExecutionException.class)
                .cause().isInstanceOf(ExpressionEvaluationException.class).hasMessageContaining("expects a call record");
        assertThat(context.resolveLanguage("cel")).isInstanceOf(CelLanguage.class);
    }
}
