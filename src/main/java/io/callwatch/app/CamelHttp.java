package io.callwatch.app;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** What camel-http is told beside its endpoints' options. */
final class CamelHttp {
    private CamelHttp() {
    }

    /** A client as an endpoint's {@code httpClientConfigurer} names it. */
    static HttpClientConfigurer client(Consumer<HttpClientBuilder> setUp) {
        return setUp::accept;
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
