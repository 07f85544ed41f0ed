package io.callwatch.app;

import io.callwatch.graph.AccessToken;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.LinkGuard;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.RequestBudget;
import io.callwatch.graph.TokenProvider;
import io.callwatch.graph.Turns;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/**
 * The list request before and after camel-http: waits for its turn, sets link and token, and reads the answer into a page.
 */
public final class GraphRequests {
    /** What {@link PageRetry} adds to a wait, and some. */
    private static final Duration JITTER = Duration.ofSeconds(1);
    private static final int SMALLEST = 8 * 1024;

    private final TokenProvider tokens;
    private final GraphBudgets budgets;
    private final Turns firstPages;
    private final Turns nextPages;
    private final Pause pause;
    private final PageReader reader;
    private final long maxAnswer;
    private final Run run;
    private volatile int usual = 64 * 1024;

    /**
     * @param reader of pages as they are asked for
     * @param maxAnswer bytes
     */
    GraphRequests(TokenProvider tokens, GraphBudgets budgets, Pause pause, PageReader reader, long maxAnswer, Run run) {
        this.tokens = tokens;
        this.budgets = budgets;
        this.firstPages = new Turns(budgets.firstPages());
        this.nextPages = new Turns(budgets.nextPages());
        pause.whenStopped(firstPages::wake);
        pause.whenStopped(nextPages::wake);
        this.pause = pause;
        this.reader = reader;
        this.maxAnswer = maxAnswer;
        this.run = run;
    }

    /** Leaves the request on the message, and nothing else. */
    public void prepare(Exchange exchange, @ExchangeProperty("reading") Reading reading)
            throws GraphException, InterruptedException {
        waitForTurn(reading);
        if (reading.takeRefusedToken()) {
            tokens.refused(reading.token());
        }
        AccessToken token = tokens.token();
        reading.use(token);
        Message request = exchange.getMessage();
        request.removeHeaders("*");
        request.setBody(null);
        request.setHeader(Exchange.HTTP_METHOD, HttpMethods.GET); // as text it is converted at each request, at the cost of a page
        URI link = URI.create(reading.link());
        CamelHttp.ask(request, link);
        request.setHeader("Accept", "application/json");
        request.setHeader("Prefer", reading.pass().request().prefer());
        request.setHeader("client-request-id", UUID.randomUUID().toString());
        if (LinkGuard.sameOrigin(reading.pass().request().service(), link)) {
            request.setHeader("Authorization", "Bearer " + token.value());
        }
    }

    /** Its turn among all that the process reads; a 429 may come while it waits, and holds everybody. */
    private void waitForTurn(Reading reading) throws GraphException, InterruptedException {
        Turns turns = reading.page() == 1 ? firstPages : nextPages;
        RequestBudget.Place place = turns.await(reading.rank(), () -> {
            if (pause.getAsBoolean()) {
                throw new GraphException(Failure.CLIENT, "the process is stopping");
            }
            refuseLongWait(budgets.forPage(reading.page()));
        });
        reading.asked(place);
    }

    private void refuseLongWait(RequestBudget budget) throws GraphException {
        Instant held = budget.heldUntil();
        Instant now = run.realClock().instant();
        if (held.isAfter(now.plus(run.patience()).plus(JITTER))) {
            throw new GraphException(Failure.THROTTLED, "the service asked to wait until " + held.truncatedTo(ChronoUnit.SECONDS),
                    Duration.between(now, held));
        }
    }

    /** @return the page, in place of the answer's bytes */
    public Page read(Exchange exchange, InputStream answer, @ExchangeProperty("reading") Reading reading)
            throws GraphException, IOException {
        exchange.getMessage().removeHeaders("*");
        reading.answered();
        try (answer) {
            Page page = page(answer);
            reading.arrived(page);
            return page;
        } finally {
            CamelHttp.forgetAnswer(exchange);
        }
    }

    /** One piece of memory for an answer: its size is guessed from the last one's. */
    private Page page(InputStream answer) throws IOException, GraphException {
        if (answer == null) {
            throw new GraphException(Failure.MALFORMED, "expected a list of call records, saw an answer without a body");
        }
        byte[] bytes = new byte[usual];
        int length = 0;
        for (int n = answer.read(bytes); n >= 0; n = answer.read(bytes, length, bytes.length - length)) {
            length += n;
            if (length > maxAnswer) {
                throw new GraphException(Failure.CLIENT, "the answer is larger than callwatch.graph.max-answer, "
                        + maxAnswer + " bytes");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, maxAnswer + 1)); // the one more shows that it is too large
            }
        }
        usual = Math.max(SMALLEST, length + length / 8);
        return reader.read(bytes, length);
    }
}
