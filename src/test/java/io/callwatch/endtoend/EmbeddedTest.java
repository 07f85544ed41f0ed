package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.app.Embedded;
import io.callwatch.config.ConfigurationException;
import io.callwatch.sandbox.CallJson;
import io.netty.util.internal.InternalThreadLocalMap;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ExchangeHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host that has Callwatch in its own process, beside a Camel context of its own. */
class EmbeddedTest extends AtAWorkplace {
    private final BlockingQueue<String> alerts = new LinkedBlockingQueue<>();
    private final Set<Object> refused = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void aCallOfJustNow() {
        at.tenant.clock(InstantSource.system());
        at.onlyShortCalls("host,archive").withoutSweeps().sweep("recent", "* * * * * ?", "1h");
        at.destination("host", Map.of("type", "camel", "uri", "direct:alerts"));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    /** As in the README: what the host's routes find by a name is the host's own. What they do not take comes again. */
    @Test
    void routesOfTheHostTakeWhatIsSent() throws Exception {
        try (CamelContext host = new DefaultCamelContext()) {
            host.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:alerts").toD("direct:${header[callwatch.rule]}");
                    from("direct:short-call").routeId("judge-page").process(alert -> {
                        if (!refused.add(alert.getMessage().getHeader("callwatch.id"))) {
                            alerts.add(alert.getMessage().getBody(String.class));
                            return;
                        }
                        throw new IllegalStateException("not now");
                    });
                }
            });
            host.start();
            FluentProducerTemplate toPlatform = host.createFluentProducerTemplate();
            RouteBuilder toHost = new RouteBuilder(host) {
                @Override
                public void configure() {
                    from("direct:alerts").process(alert -> ExchangeHelper.copyResults(alert, toPlatform.to("direct:alerts?block=false")
                            .withHeaders(alert.getMessage().getHeaders()).withBody(alert.getMessage().getBody()).send()));
                }
            };
            try (Embedded callwatch = Embedded.start(at.values(), folder, toHost)) {
                assertThat(alerts.poll(30, TimeUnit.SECONDS)).contains("call.matched");
            }
            try (Embedded again = Embedded.start(at.values(), folder, toHost)) {
                assertThat(again.context().getRoutes()).isNotEmpty();
            }
            assertThat(host.isStarted()).isTrue();
        }
    }

    /** In a server of web applications what is taken out would stay in memory, with all its classes, as long as one of its threads does. */
    @Test
    void oneThatIsClosedLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Embedded callwatch = Embedded.start(at.values(), folder, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:alerts").process(alert -> alerts.add(alert.getMessage().getBody(String.class)));
            }
        })) {
            assertThat(alerts.poll(30, TimeUnit.SECONDS)).contains("call.matched");
        }
        ThreadGroup ours = Thread.currentThread().getThreadGroup(); // not the JDK's own
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(15)).untilAsserted(() ->
                assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getThreadGroup() == ours
                        && !before.contains(thread) && !thread.getName().equals("simulated-tenant")).isEmpty());
    }

    /** The same holds for what a library puts by for a thread of the server's. */
    @Test
    @Tag("file-ledger")
    void oneThatIsClosedLeavesNothingWithTheThreadThatStartedIt() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            at.set("callwatch.management.port", Integer.toString(free.getLocalPort()));
        }
        InternalThreadLocalMap.remove();
        Embedded.start(at.values(), folder).close();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
    }

    @Test
    void whatTheProcessSetsForTheHostsCamelIsNotForOurs() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("of-the-host"));
        Files.writeString(routes.resolve("theirs.camel.yaml"), "- route:\n    id: theirs\n    from:\n      uri: direct:theirs\n"
                + "      steps:\n        - log: theirs\n");
        whileTheProcessSets("camel.main.routesIncludePattern", "file:" + routes + "/*.camel.yaml",
                context -> assertThat(context.getRoute("theirs")).isNull());
    }

    @Test
    @Tag("file-ledger")
    void aFileThatTheProcessNamesForTheHostsCamelHoldsNothingForOurs() throws Exception {
        Path options = Files.writeString(folder.resolve("of-the-host.properties"), "acme.who = nobody\ncamel.main.autoStartup = false\n");
        whileTheProcessSets("camel.main.override-properties-location", options.toUri().toString(),
                context -> assertThat(context.resolvePropertyPlaceholders("{{?acme.who}}")).isNull());
    }

    private void whileTheProcessSets(String option, String value, Consumer<CamelContext> look) throws Exception {
        System.setProperty(option, value);
        try (Embedded callwatch = Embedded.start(at.values(), folder)) {
            look.accept(callwatch.context());
        } finally {
            System.clearProperty(option);
        }
    }

    /** The second as camel-observability-services brings it: the port it opens is the host's, and two cannot have it. */
    @Test
    @Tag("file-ledger")
    void filesOfTheHostsClassPathHoldNothingForOurs() throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("of-the-host"));
        Files.writeString(theirs.resolve("camel.properties"), "acme.who = nobody\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (ServerSocket hosts = new ServerSocket(0); URLClassLoader host = new URLClassLoader(new URL[] {theirs.toUri().toURL()}, before)) {
            Files.writeString(theirs.resolve("observability-services.properties"),
                    "camel.management.enabled=true\ncamel.metrics.enabled=true\ncamel.management.port=" + hosts.getLocalPort() + "\n");
            thread.setContextClassLoader(host);
            try (Embedded callwatch = Embedded.start(at.values(), folder)) {
                assertThat(callwatch.context().resolvePropertyPlaceholders("{{?acme.who}}{{?camel.metrics.enabled}}")).isEmpty();
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aPlaceholderIsAKeyOfItsValuesWhateverTheProcessIsGiven() throws Exception {
        at.set("acme.who", "archive").set("callwatch.rules.short-call.notify", "{{acme.who}}");
        whileTheProcessSets("acme.who", "nobody",
                context -> assertThat(context.resolvePropertyPlaceholders("{{acme.who}}")).isEqualTo("archive"));
    }

    @Test
    void aThreadThatKnowsNoClassesOfTheHostMayStartIt() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (Embedded callwatch = Embedded.start(at.values(), folder)) {
            assertThat(callwatch.context().getRoutes()).isNotEmpty();
            assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** As a host has it that asks for a variable nobody has set. */
    @Test
    void aKeyWhoseValueIsNullIsNotThere() {
        Map<String, String> values = new HashMap<>(at.values());
        values.put("callwatch.proxy.url", null);
        values.put("acme.who", null);
        values.put("callwatch.graph.client-secret", null);
        assertThatThrownBy(() -> Embedded.start(values, folder)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("callwatch.graph.client-secret: expected one of").hasMessageNotContaining("proxy");
    }

    @Test
    void whatIsWrongWithARouteOfTheHostsIsSaidAsCamelSaysIt() {
        assertThatThrownBy(() -> Embedded.start(at.values(), folder, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mine").routeId("mine").to("nope:nowhere");
            }
        })).isInstanceOf(FailedToCreateRouteException.class).hasMessageContainingAll("mine", "nope:");
    }

    /** Camel would take the one for the other without a word, and what is sent to the first would find nobody. */
    @Test
    void ofTwoRoutesOfTheHostsWithOneIdTheSecondIsRefused() {
        assertThatThrownBy(() -> Embedded.start(at.values(), folder, route("theirs", "direct:alerts"), route("theirs", "direct:others")))
                .hasMessage("there is another route with the id theirs");
    }

    @Test
    void aStartThatFailsLeavesNothingInItsHands() throws Exception {
        at.destination("zzz", Map.of("type", "file", "path", folder.resolve("zzz").toString()));
        Files.writeString(folder.resolve("zzz"), "something else\n");
        assertThatThrownBy(() -> Embedded.start(at.values(), folder)).isInstanceOf(ConfigurationException.class).hasMessageContaining("zzz.path");
        Files.delete(folder.resolve("zzz"));
        at.destination("host", Map.of("uri", "nope:alerts"));
        assertThatThrownBy(() -> Embedded.start(at.values(), folder)).isInstanceOf(ConfigurationException.class).hasMessageContaining("host.uri");
        at.destination("host", Map.of("uri", "direct:alerts"));
        assertThatThrownBy(() -> Embedded.start(at.values(), folder, route("judge-page", "direct:alerts")))
                .hasMessage("there is another route with the id judge-page");
        assertThatThrownBy(() -> Embedded.start(at.values(), folder, new RouteBuilder() {
            @Override
            public void configure() {
                throw new AssertionError("of the host");
            }
        })).hasMessage("of the host");
        Embedded.start(at.values(), folder).close();
    }

    private static RouteBuilder route(String id, String from) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).log("taken");
            }
        };
    }
}
