package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.app.CamelSetup;
import io.callwatch.app.Prepared;
import io.callwatch.config.ConfigurationException;
import io.callwatch.config.Faults;
import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.ServiceStatus;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Route files that an operator puts beside ours. */
class OperatorRoutesTest extends AtAWorkplace {
    private static final String ROUTE = """
            - route:
                id: %s
                from:
                  uri: "%s"
                  steps:
                    - to: "%s"
            """;

    private static final String TEMPLATE = """
            - routeTemplate:
                id: %s
                parameters: [{name: destination}%s]
                route:
                  from:
                    uri: direct:send-{{destination}}
                    steps:
                      - log: mine
            """;

    @BeforeEach
    void oneDestination() {
        at.onlyShortCalls("archive");
    }

    @Test
    void onlyWhatOthersCallBeginsInACommandThatEnds() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("letter"), "for a run that stays");
        write("fetch", ROUTE.formatted("fetch", "file:" + inbox + "?initialDelay=0", "file:" + folder.resolve("outbox")));
        write("note", ROUTE.formatted("note", "direct:alerts", "file:" + folder.resolve("noted")));
        at.destination("noted", Map.of("type", "camel", "uri", "direct:alerts")).onlyShortCalls("noted");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            assertThat(watching.application.context().getRouteController().getRouteStatus("fetch")).isNotEqualTo(ServiceStatus.Started);
            watching.application.sweepOnce();
            watching.application.deliverOnce();
        }
        assertThat(inbox.resolve("letter")).exists();
        assertThat(folder.resolve("noted")).isDirectoryContaining(file -> true);
    }

    @Test
    void aFolderMayBearAnyName() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a, b*c 100%"));
        Files.createDirectories(folder.resolve("a, bxc 100%/routes"));
        try (Workplace there = new Workplace(odd)) {
            there.onlyShortCalls("archive");
            write("a, bxc 100%/routes/mine", ROUTE.formatted("theirs", "direct:mine", "log:mine"));
            write("a, b*c 100%/routes/mine", ROUTE.formatted("mine", "direct:mine", "log:mine"));
            try (Watching watching = Watching.byHand(there, InstantSource.fixed(NOON))) {
                assertThat(watching.application.context().getRoute("mine")).isNotNull();
                assertThat(watching.application.context().getRoute("theirs")).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mine       | direct:a            | nope:b             | No endpoint could be found for: nope://b",
        "mine       | direct:a            | log:b?nope=s3cret  | the endpoint has no option nope",
        "mine       | file:a?delay=s3cret | log:b              | the option delay takes another kind of value",
        "mine       | seda:a?size=s3cret  | log:b              | the option size takes another kind of value",
        "mine       | direct:a            | log:b?level=s3cret | the option level takes another kind of value",
        "mine       | direct:{{nowhere}}  | log:b              | nowhere",
        "judge-page | direct:a            | log:b              | there is another route with the id judge-page",
        "read-window | direct:a           | log:b              | there is another route with the id read-window",
        "mine       | direct:judge-page   | log:b              | direct://judge-page",
        "deliver-archive | direct:a       | log:b              | there is another route with the id deliver-archive",
        "sweep-all  | timer:a             | log:b              | there is another route with the id sweep-all",
        "mine       | direct:send-archive | log:b              | there is another route from direct:send-archive"})
    void aFileWithARouteThatCannotBeIsNamed(String id, String from, String to, String said) throws Exception {
        assertNamed(ROUTE.formatted(id, from, to), said);
    }

    @Test
    @Timeout(60)
    void aPageThatARouteInThePlaceOfOursLeavesOutIsNotAskedForForEver() throws Exception {
        write("judge-page", packed("judge-page").replaceFirst("(?s)- bean:.*", "- log: looked at\n"));
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON)); LogLines log = new LogLines("app.Sweeps")) {
            assertThat(watching.application.sweepOnce().unread()).isNotEmpty();
            assertThat(log.all()).first().asString().contains("stays unread: judge-page has left a page unjudged");
        }
    }

    /** As one that was copied from a version in which a bean had another name. */
    @ParameterizedTest
    @ValueSource(strings = {"deliver", "send-file", "read-windows", "judge-page"})
    void aFileInThePlaceOfOursWithABeanThatIsNotThereIsNamed(String name) throws Exception {
        write(name, packed(name).replaceFirst("(?s)ref: \\S+(?!.*ref: )", "ref: outbox"));
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("routes/" + name + ".camel.yaml: expected", "outbox");
    }

    @Test
    void aFileThatIsEmptyOrHasAWrongConditionIsNamed() throws Exception {
        assertNamed("", "empty");
        assertNamed(ROUTE.formatted("mine", "direct:a", "log:b") + """
                        - filter:
                            language:
                              language: cel
                              expression: call.durration > duration('5s')
                            steps:
                              - to: log:long
                """, "call.durration > duration('5s')\n", "^", "duration");
    }

    @Test
    void whatIsCalledLikeOneOfOursInAFileOfAnotherNameIsRefused() throws Exception {
        assertNamed(TEMPLATE.formatted("send-file", ""), "there is another template with the id send-file");
        assertNamed(TEMPLATE.formatted("any", "") + """
                - templatedRoute:
                    routeTemplateRef: any
                    routeId: send-archive
                    parameters: [{name: destination, value: x}]
                """, "there is another route with the id send-archive");
        for (String bean : List.of("graph", "deliveries", "unchanged")) {
            assertNamed("- beans:\n    - name: " + bean + "\n      type: java.util.ArrayList\n", "there is another bean of the name " + bean);
        }
    }

    @Test
    void aFileInThePlaceOfOursThatDoesNotFitIsNamed() throws Exception {
        at.destination("noted", Map.of("type", "camel", "uri", "log:noted"));
        for (Map.Entry<String, String> wrong : Map.of(TEMPLATE.formatted("send-camel", ", {name: uri}"), "parameters must be provided: uri",
                TEMPLATE.formatted("mine", ""), "none of them has the id send-camel").entrySet()) {
            write("send-camel", wrong.getKey());
            assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("routes/send-camel.camel.yaml: expected", wrong.getValue());
        }
    }

    @Test
    void whatIsNoFileIsNamedWithTheReason() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Path wrong = routes.resolve("mine.camel.yaml");
        String said = wrong + ": expected a file that can be read (";
        Files.createSymbolicLink(wrong, Path.of("nowhere"));
        assertThatThrownBy(this::look).isInstanceOf(ConfigurationException.class).hasMessageContaining(said + "no such file or folder)");
        Files.delete(wrong);
        Files.createDirectory(wrong);
        assertThatThrownBy(this::look).isInstanceOf(ConfigurationException.class).hasMessageContaining(said + "Is a directory)");
    }

    @Test
    void aRouteWhoseComponentLacksItsClassesIsSaid() throws Exception {
        write("mine", ROUTE.formatted("mine", "direct:mine", "unfit:now"));
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("routes: expected routes in Camel's YAML, but a jar is missing on the classpath");
    }

    @Test
    void optionsThatNoEndpointHasAreNamedTogetherAndNotTheirValues() throws Exception {
        at.destination("noted", Map.of("type", "camel", "uri", "log:x?nope=s3cret"));
        at.destination("kept", Map.of("type", "camel", "uri", "file:kept?neither=s3cret"));
        for (ThrowingCallable start : List.<ThrowingCallable>of(this::look, () -> Watching.byHand(at, InstantSource.fixed(NOON)).close())) {
            assertThatThrownBy(start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("noted.uri=log:x?…: expected an endpoint, but the endpoint has no option nope")
                    .hasMessageContaining("kept.uri=file:kept?…: expected an endpoint, but the endpoint has no option neither")
                    .hasMessageNotContaining("s3cret");
        }
        assertThat(folder.resolve("kept")).doesNotExist();
    }

    /** It starts nothing, so that it knows no endpoints, but what is no route of Camel's it says, and ids that clash. */
    @Test
    void checkLooksAtTheRoutesToo() throws Exception {
        String inbox = "file:" + Files.createDirectory(folder.resolve("inbox")) + "?initialDelay=0";
        Files.writeString(folder.resolve("inbox/letter"), "for a run that stays");
        write("good", ROUTE.formatted("good", inbox, "log:good"));
        look();
        for (String wrong : List.of("- route:\n    id: judge-page\n    from:\n      uri: direct:x\n",
                "- route:\n    id: deliver-archive\n    from:\n      uri: direct:x\n",
                "- route:\n    id: mine\n    from:\n      uri: direct:x\n", "- roote:\n    id: mine\n")) {
            write("sweep", wrong);
            assertThatThrownBy(this::look).isInstanceOf(ConfigurationException.class).hasMessageContaining("routes/sweep.camel.yaml: expected");
        }
        assertThat(folder.resolve("inbox/letter")).exists();
    }

    @Test
    void checkKnowsTheNamesOfAllBeansOfOurs() throws Exception {
        at.destination("ops-mail", Map.of("username", "callwatch", "password", "any"));
        Set<String> ours;
        try (Watching watching = Watching.scheduled(at)) {
            ours = new TreeSet<>(watching.application.context().getRegistry().findByTypeWithName(Object.class).keySet());
        }
        ours.removeIf(name -> name.endsWith("-variable-repository")); // Camel's
        assertThat(ours).contains("graph", "deliveries", "destination-hook", "httpClient-hook", "login-ops-mail", "readers");
        for (String bean : ours) {
            write("mine", "- beans:\n    - name: " + bean + "\n      type: java.util.ArrayList\n");
            assertThatThrownBy(this::look).as(bean).isInstanceOf(ConfigurationException.class).hasMessageContaining("another bean of the name " + bean);
        }
    }

    private static String packed(String name) throws Exception {
        return Files.readString(Path.of("routes/" + name + ".camel.yaml"));
    }

    private void look() throws Exception {
        CamelSetup.look(Prepared.of(at.values(), folder, new Faults()));
    }

    private void assertNamed(String yaml, String... said) throws Exception {
        String withoutIds = (ROUTE + ROUTE).formatted("any", "direct:one", "log:one", "any", "direct:two", "log:two").replace("id:", "description:");
        write("good", ROUTE.formatted("good", "direct:good", "log:good") + withoutIds);
        write("mine", yaml);
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("routes/mine.camel.yaml: expected").hasMessageContainingAll(said)
                .hasMessageNotContainingAny("good.camel.yaml", "s3cret");
    }

    /** @param name of the file, in the folder for routes unless it is one of another folder's */
    private void write(String name, String yaml) throws Exception {
        Path file = folder.resolve((name.contains("/") ? name : "routes/" + name) + ".camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }
}
