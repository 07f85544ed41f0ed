package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.callwatch.connection.HttpClients;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link means what its maker says, and its maker may know it by its letters alone. */
class LinksToTheLetterTest {
    @ParameterizedTest
    @CsvSource({
        "/v1.0/calls?$skiptoken=a~b%7Ec%7ed, /v1.0/calls?$skiptoken=a~b%7Ec%7ed",
        "/~calls, /~calls",
        "/calls?$skiptoken='a'(b)*!~;:@+%20%2b[1]&&=, /calls?$skiptoken='a'(b)*!~;:@+%20%2b[1]&&=",
        "/calls?$skiptoken=~ü, /calls?$skiptoken=%7E%C3%BC", // no letter that HTTP can carry
        "?$skiptoken=~, /?$skiptoken=%7E", // nor is this an address
    })
    void goOutAsTheyCame(String link, String target) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            boolean tellsMore = exchange.getRequestHeaders().containsKey("callwatch-target");
            asked.add(exchange.getRequestURI() + (tellsMore ? " with more than it needs" : ""));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        service.start();
        try {
            ask(URI.create("http://127.0.0.1:" + service.getAddress().getPort() + link));
        } finally {
            service.stop(0);
        }
        assertThat(asked).containsExactly(target);
    }

    private static void ask(URI link) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("client", CamelHttp.client(
                    HttpClients.bounded(Duration.ofSeconds(30), HttpClients.SMALL_ANSWER, null)));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask")
                            .setHeader(Exchange.HTTP_METHOD, constant(HttpMethods.GET))
                            .process(exchange -> CamelHttp.ask(exchange.getMessage(), link))
                            .to("https://callwatch.graph?httpClientConfigurer=#client");
                }
            });
            context.start();
            context.createProducerTemplate().requestBody("direct:ask", (Object) null);
        }
    }
}
