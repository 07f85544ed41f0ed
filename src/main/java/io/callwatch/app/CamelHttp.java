package io.callwatch.app;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.Header;

/** What camel-http is told beside its endpoints' options. */
final class CamelHttp {
    /** A header from the message to the HTTP client, which takes it off again. */
    private static final String TARGET = "callwatch-target";

    private CamelHttp() {
    }

    /** A client as an endpoint's {@code httpClientConfigurer} names it. */
    static HttpClientConfigurer client(Consumer<HttpClientBuilder> setUp) {
        return setUp.andThen(CamelHttp::askToTheLetter)::accept;
    }

    /** Sets the link to ask for. camel-http would encode a {@code ~} in it, and the service may know its nextLink only as it gave it. */
    static void ask(Message request, URI link) {
        request.setHeader(Exchange.HTTP_URI, link.toString());
        boolean carriedByHttp = link.getRawPath().startsWith("/") && link.toString().equals(link.toASCIIString());
        request.removeHeader(TARGET);
        if (carriedByHttp && link.toString().indexOf('~') >= 0) {
            request.setHeader(TARGET, link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery()));
        }
    }

    /** How a client asks for what {@link #ask} was given. */
    private static void askToTheLetter(HttpClientBuilder client) {
        client.addRequestInterceptorFirst((request, body, context) -> {
            Header target = request.getFirstHeader(TARGET);
            if (target != null) {
                request.setPath(target.getValue());
                request.removeHeaders(TARGET);
            }
        });
    }

    /** Camel would keep Cache-Control, Date, Via and others back; here only what steers Camel stays, and the type that the body brings. */
    static HeaderFilterStrategy everyHeader() {
        DefaultHeaderFilterStrategy headers = new DefaultHeaderFilterStrategy();
        headers.setLowerCase(true);
        headers.setOutFilter(new HashSet<>(Set.of("content-type")));
        headers.setOutFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        return headers;
    }

    /** camel-http closes an answer when the exchange is done, and keeps it till then: a long chain would keep all of its pages. */
    static void forgetAnswer(Exchange exchange) {
        exchange.getUnitOfWork().handoverSynchronization(new DefaultExchange(exchange.getContext()),
                completion -> completion.getClass().getEnclosingClass() == HttpProducer.class);
    }
}
