package io.callwatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.callwatch.config.ProxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behind one address there are many servers, and a connection leads to one of them: that which has failed would be asked again. */
class FailedServerTest {
    private final List<Integer> ports = new CopyOnWriteArrayList<>();

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            String status = exchange.getRequestURI().getPath().substring(1);
            exchange.sendResponseHeaders(Integer.parseInt(status), status.length());
            exchange.getResponseBody().write(status.getBytes());
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private static Stream<ProxySettings> waysThere() {
        return Stream.of(null, new ProxySettings("127.0.0.1", 9, null, null));
    }

    @ParameterizedTest
    @MethodSource("waysThere")
    void isAskedForByANewConnection(ProxySettings proxy) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        HttpClients.bounded(Duration.ofSeconds(30), HttpClients.SMALL_ANSWER, proxy).accept(builder);
        try (CloseableHttpClient client = builder.build()) {
            for (int status : List.of(200, 200, 404, 429, 500, 502, 503, 504, 200)) {
                client.execute(new HttpGet("http://127.0.0.1:" + service.getAddress().getPort() + "/" + status),
                        answer -> EntityUtils.toString(answer.getEntity()));
            }
        }
        List<Integer> connections = new ArrayList<>(ports.stream().distinct().toList());
        assertThat(ports.stream().map(connections::indexOf)).containsExactly(0, 0, 0, 0, 0, 1, 2, 3, 4);
    }
}
