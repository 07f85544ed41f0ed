package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {
    private final Set<Integer> read = ConcurrentHashMap.newKeySet();

    /** Threads that can be made, but for all after the first of them not begun, as the system refuses them. */
    private static ThreadFactory granting(int most) {
        AtomicInteger begun = new AtomicInteger();
        return work -> new Thread(work) {
            @Override
            public void start() {
                if (begun.incrementAndGet() > most) {
                    throw new OutOfMemoryError("unable to create native thread: possibly out of memory or process/resource limits reached");
                }
                super.start();
            }
        };
    }

    /** As {@code read-windows} has it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void allIsReadThoughTheSystemGrantsFewThreadsOrNone(int threads) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Readers readers = new Readers(Executors.newCachedThreadPool(granting(threads)));
            context.getRegistry().bind("readers", readers);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:pass").split(body()).parallelProcessing().executorService("readers")
                            .process(exchange -> read.add(exchange.getMessage().getBody(Integer.class)));
                }
            });
            context.start();
            Future<Object> pass = context.createProducerTemplate().asyncRequestBody("direct:pass", List.of(1, 2, 3, 4));
            pass.get(20, TimeUnit.SECONDS);
            readers.shutdown();
        }
        assertThat(read).containsExactlyInAnyOrder(1, 2, 3, 4);
    }
}
