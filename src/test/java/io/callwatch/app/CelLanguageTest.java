package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

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

    @Test
    void refusesWhatDoesNotCompileAndWhatIsNoRecord() {
        assertThatThrownBy(() -> context.resolveLanguage("cel").createPredicate("call.durations"))
                .isInstanceOf(ExpressionIllegalSyntaxException.class);
        assertThatThrownBy(() -> template.sendBody("direct:calls", "no record")).isInstanceOf(CamelExecutionException.class)
                .cause().hasMessageContaining("expects a call record");
        assertThat(context.resolveLanguage("cel")).isInstanceOf(CelLanguage.class);
    }
}
