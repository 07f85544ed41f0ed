package io.callwatch.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** A Camel route as the documentation would have it: a page as a map, each record split and filtered, matches to a file. */
public final class PlainRoute {
    private PlainRoute() {
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?repeatCount=1&delay=0")
                        .setProperty("link", constant(args[0])).setProperty("records", constant(0))
                        .loopDoWhile(exchangeProperty("link").isNotNull())
                            .removeHeaders("*").setBody(constant(""))
                            .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                            .setHeader(Exchange.HTTP_URI, exchangeProperty("link"))
                            .to("http:callrecords")
                            .unmarshal().json(Map.class)
                            .process(exchange -> {
                                exchange.setProperty("link", exchange.getMessage().getBody(Map.class).get("@odata.nextLink"));
                            })
                            .split(simple("${body[value]}"))
                                .filter(exchange -> isShort(exchange.getMessage().getBody(Map.class)))
                                    .marshal().json().transform(body().append("\n"))
                                    .to("file:" + args[1] + "?fileName=plain.jsonl&fileExist=Append")
                                .end()
                            .end()
                        .end()
                        .process(exchange -> new Thread(main::completed).start());
            }
        });
        main.run();
    }

    private static boolean isShort(Map<?, ?> call) {
        return Duration.between(Instant.parse((String) call.get("startDateTime")),
                Instant.parse((String) call.get("endDateTime"))).toSeconds() < 5;
    }
}
