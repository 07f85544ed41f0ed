package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.config.ConfigurationException;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of Camel's own that an operator writes beside ours. */
class CamelOptionsTest extends AtAWorkplace {
    @BeforeEach
    void oneDestination() {
        at.onlyShortCalls("archive");
    }

    @ParameterizedTest
    @CsvSource({
        "camel.main.nonsense,               camel.main.nonsense: expected an option that Camel knows",
        "camel.component.seda.queue-size,   camel.component.seda.queueSize: expected an option that Camel knows",
        "camel.component.nope.size,         cannot find component with name nope"})
    void anOptionThatCamelRefusesIsNamedAndNotItsValue(String key, String said) throws Exception {
        at.set(key, "s3cret");
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said).hasMessageNotContaining("s3cret");
        assertThat(at.run("check")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "camel.main.autoStartup,           false,                                    autoStartup=false: expected true",
        "camel.main.auto-startup,          false,                                    autoStartup=false: expected true",
        "camel.main.durationMaxMessages,   2,                                        camel.main.durationMaxMessages=2: expected none",
        "camel.main.durationMaxIdleSeconds, 3,                                       camel.main.durationMaxIdleSeconds=3: expected none",
        "camel.main.routeFilterIncludePattern, mine*,                                camel.main.routeFilterIncludePattern=mine*: expected none",
        "camel.main.route-filter-exclude-pattern, quartz*,                           camel.main.routeFilterExcludePattern=quartz*: expected none",
        "camel.main.routesIncludePattern,  classpath:io/callwatch/routes/*.camel.yaml, routesIncludePattern: expected files of your own"})
    void anOptionThatWouldStartNothingOrOursTwiceIsRefused(String key, String value, String said) throws Exception {
        at.set(key, value);
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
        assertThat(at.run("check")).isEqualTo(2);
    }
}
