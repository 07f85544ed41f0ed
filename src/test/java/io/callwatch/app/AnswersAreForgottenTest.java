package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.callwatch.connection.Deadlines;
import io.callwatch.connection.HttpClients;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.SimulatedService;
import io.callwatch.graph.Window;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the number of pages that one exchange reads, and however many in a second, nothing of an answer stays. */
class AnswersAreForgottenTest {
    private static final int PAGES = 20;
    private static final String PAGE = "{\"value\":[]}";

    private HttpServer service;

    @BeforeEach
    void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, PAGE.length());
            exchange.getResponseBody().write(PAGE.getBytes());
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aChainOfPagesOnOneExchangeKeepsNoAnswer() throws Exception {
        assertThat(keptAfterAChain(exchange -> exchange.getMessage().getBody(byte[].class))).as("what camel-http keeps by itself")
                .isEqualTo(PAGES);
        assertThat(keptAfterAChain(AnswersAreForgottenTest::read)).isZero();
    }

    @Test
    void aRequestThatIsDoneIsNotWatchedUntilItsDeadline() throws Exception {
        keptAfterAChain(AnswersAreForgottenTest::read);
        await().atMost(Duration.ofSeconds(10)).until(() -> Deadlines.watched() == 0);
    }

    private static void read(Exchange exchange) throws Exception {
        Pause pause = new Pause(InstantSource.system());
        GraphRequests requests = new GraphRequests(null, SimulatedService.Limits.DOCUMENTED.budgets(InstantSource.system()), pause,
                new PageReader(0), PAGE.length(), new Run(InstantSource.system(), InstantSource.system(), true));
        Reading reading = Reading.ofFirstPage(Window.before(Instant.now(), Duration.ofHours(1)),
                new ListRequest(URI.create("https://graph.example/v1.0"), null), pause);
        assertThat(requests.read(exchange, exchange.getMessage().getBody(InputStream.class), reading).records()).isEmpty();
    }

    private int keptAfterAChain(Processor reader) throws Exception {
        AtomicReference<List<Synchronization>> kept = new AtomicReference<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setStreamCaching(false);
            context.getRegistry().bind("bounded", CamelHttp.client(HttpClients.bounded(Duration.ofHours(1), HttpClients.SMALL_ANSWER, null)));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:chain").loop(PAGES)
                            .setHeader(Exchange.HTTP_METHOD, constant(HttpMethods.GET))
                            .to("http://127.0.0.1:" + service.getAddress().getPort()
                                    + "?disableStreamCache=true&httpClientConfigurer=#bounded")
                            .process(reader)
                            .end()
                            .process(exchange -> {
                                DefaultExchange probe = new DefaultExchange(context);
                                exchange.getUnitOfWork().handoverSynchronization(probe);
                                kept.set(probe.getExchangeExtension().handoverCompletions());
                            });
                }
            });
            context.start();
            context.createProducerTemplate().requestBody("direct:chain", (Object) null);
        }
        return kept.get() == null ? 0 : kept.get().size();
    }
}
