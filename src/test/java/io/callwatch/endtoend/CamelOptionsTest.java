package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callwatch.config.ConfigurationException;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.FreePort;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.spi.BacklogTracer;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "camel.main.autoStartupExcludePattern, quartz*,                              camel.main.autoStartupExcludePattern=quartz*: expected none",
        "camel.main.durationMaxMessages,   2,                                        camel.main.durationMaxMessages=2: expected none",
        "camel.main.durationMaxIdleSeconds, 3,                                       camel.main.durationMaxIdleSeconds=3: expected none",
        "camel.main.exchangeFactory,      pooled,                                    camel.main.exchangeFactory=pooled: expected none",
        "camel.main.routeFilterIncludePattern, mine*,                                camel.main.routeFilterIncludePattern=mine*: expected none",
        "camel.main.route-filter-exclude-pattern, quartz*,                           camel.main.routeFilterExcludePattern=quartz*: expected none",
        "camel.main.routesReloadEnabled,   true,                                     camel.main.routesReloadEnabled=true: expected none",
        "camel.main.routesIncludePattern,  classpath:io/callwatch/routes/*.camel.yaml, routesIncludePattern: expected files of your own"})
    void anOptionThatWouldStartNothingOrOursTwiceIsRefused(String key, String value, String said) throws Exception {
        at.set(key, value);
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
        assertThat(at.run("check")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"camel.main.exchangeFactory, prototype", "camel.main.routesReloadRemoveAllRoutes, false"})
    void whatLeavesOursAsTheyAreIsTaken(String key, String value) throws Exception {
        at.set("camel.main.routesReloadEnabled", Boolean.toString(key.contains("Reload"))).set(key, value);
        assertThat(at.runOnceAt(NOON)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.server", "camel.management"})
    void aPortOfTheirsThatIsTakenStopsARunAndIsLeftToItByCommandsThatEnd(String server) throws Exception {
        try (FreePort port = new FreePort()) {
            at.set(server + ".enabled", "true").set(server + ".host", "127.0.0.1").set(server + ".port", Integer.toString(port.number()));
            try (ServerSocket taken = listening(port)) {
                assertThatThrownBy(() -> Watching.scheduled(at).close()).isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining(server + ".port=" + taken.getLocalPort() + ": expected a port");
                assertThat(at.run("check")).isZero();
            }
            try (Watching run = Watching.scheduled(at)) {
                assertThat(run.application.context().isStarted()).isTrue();
                assertThatThrownBy(() -> listening(port).close()).isInstanceOf(BindException.class);
            }
            at.without(server + ".enabled");
            System.setProperty(server + ".enabled", "true"); // beats what is set otherwise
            try (Watching command = Watching.byHand(at, InstantSource.fixed(NOON))) {
                assertThat(command.application.context().isStarted()).isTrue();
                listening(port).close();
            } finally {
                System.clearProperty(server + ".enabled");
            }
        }
    }

    private static ServerSocket listening(FreePort port) throws IOException {
        return new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress());
    }

    /** Camel tells its context to begin nothing then, since the controller does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRouteOfTheirsThatCannotStartYetIsTriedAgainWhereRoutesAreSupervised(boolean supervised) throws Exception {
        Path inbox = folder.resolve("inbox");
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("fetch.camel.yaml"), "- route:\n    id: fetch\n    from:\n"
                + "      uri: file:" + inbox + "?autoCreate=false&startingDirectoryMustExist=true\n      steps:\n        - log: fetched\n");
        at.set("camel.routecontroller.enabled", Boolean.toString(supervised)).set("camel.routecontroller.backOffDelay", "100");
        if (!supervised) {
            assertThatThrownBy(() -> Watching.scheduled(at).close()).hasMessageContaining(inbox.toString());
            return;
        }
        try (Watching watching = Watching.scheduled(at)) {
            watching.application.sweepOnce();
            Files.createDirectory(inbox);
            RouteController controller = watching.application.context().getRouteController();
            await().atMost(Duration.ofSeconds(30)).until(() -> controller.getRouteStatus("fetch").isStarted());
        }
    }

    @Test
    void theThreadsThatReadAreCountedWhereCamelIsToldTo() throws Exception {
        at.set("camel.metrics.enabled", "true").set("camel.metrics.enableInstrumentedThreadPoolFactory", "true");
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            watching.application.sweepOnce();
            assertThat(watching.application.context().getRegistry().findSingleByType(MeterRegistry.class).get("executor").timers())
                    .extracting(Timer::count).anyMatch(begun -> begun > 0);
        }
    }

    @Test
    void aFileInTheFolderForRoutesIsNotLoadedASecondTime() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("routes")).resolve("mine.camel.yaml");
        Files.writeString(mine, "- route:\n    from:\n      uri: timer:mine\n      steps:\n        - log: mine\n");
        at.set("camel.main.routesIncludePattern", "file:" + folder + "/routes/*.camel.yaml");
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("camel.main.routesIncludePattern: expected files of your own, but " + mine + " is loaded without it");
        at.set("camel.main.routesIncludePattern", "file:" + Files.move(mine.getParent(), folder.resolve("others")) + "/*.camel.yaml");
        assertThat(at.runOnceAt(NOON)).isZero();
    }

    /** What it keeps for JMX and for Camel's consoles; what is written into the log is looked at with the jar. */
    @ParameterizedTest
    @ValueSource(strings = {"enabled", "standby"})
    void whatCamelsTracerKeepsAreTheOperatorsRoutesAndNoTokensAndPersonsOfOurs(String option) throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("note.camel.yaml"),
                "- route:\n    id: note\n    from:\n      uri: direct:alerts\n      steps:\n        - log: noted\n");
        at.destination("noted", Map.of("type", "camel", "uri", "direct:alerts", "privacy", "masked"));
        at.onlyShortCalls("noted,archive,hook,ops-mail");
        at.set("camel.trace." + option, "true").set("camel.trace.traceTemplates", "true").set("camel.trace.backlogSize", "1000");
        at.tenant.publish(CallJson.call().user("u-1", "Abbie Wilkins").start(NOON.minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            BacklogTracer tracer = watching.application.context().getCamelContextExtension().getContextPlugin(BacklogTracer.class);
            tracer.setEnabled(true);
            watching.application.sweepOnce();
            watching.application.deliverOnce();
            assertThat(at.receiver.accepted()).hasSize(1);
            assertThat(tracer.dumpAllTracedMessages()).extracting(step -> step.toXml(0))
                    .anyMatch(step -> step.contains("<routeId>note<") && step.contains("call.matched"))
                    .noneMatch(step -> Stream.of("Bearer ", "access_token", "Wilkins", "u-1", "/hooks/callwatch", "webhook-signature")
                            .anyMatch(step::contains));
        }
    }
}
