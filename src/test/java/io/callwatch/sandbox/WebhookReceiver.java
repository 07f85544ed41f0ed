package io.callwatch.sandbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The other end of a webhook on a loopback port: keeps what comes, checks signatures with the Standard Webhooks library
 * (not with the product's own code), and answers 204 unless told otherwise. Threads may share it.
 */
public final class WebhookReceiver implements AutoCloseable {
    private final List<String> secrets;
    private final List<Received> received = new ArrayList<>();
    private final Deque<Answer> script = new ArrayDeque<>();
    private Function<Request, Answer> usual = request -> Answer.status(204);
    private final LoopbackServer server = new LoopbackServer("webhook-receiver", this::answer);

    /** With the secrets ({@code whsec_…}) of which one must fit; none: nothing is verified. */
    public WebhookReceiver(String... secrets) {
        this.secrets = List.of(secrets);
    }

    public String url() {
        return server.url() + "/hooks/callwatch?key=in-the-url";
    }

    /** Answers for the next requests, in order; see {@link Answer#after} for delays and {@link Wire} for breaks. */
    public synchronized WebhookReceiver next(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    /** The answer to every request that {@link #next} says nothing of. */
    public WebhookReceiver always(Answer answer) {
        return always(request -> answer);
    }

    public synchronized WebhookReceiver always(Function<Request, Answer> answers) {
        usual = answers;
        return this;
    }

    /** Every request, refused ones too, in order. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** Those that were answered with 2xx. */
    public List<Received> accepted() {
        return received().stream().filter(Received::accepted).toList();
    }

    private synchronized Answer answer(Request request) {
        Answer answer = script.isEmpty() ? usual.apply(request) : script.poll();
        boolean whole = answer.wire() != Wire.RESET && answer.wire() != Wire.HANG;
        received.add(new Received(request, isSigned(request), whole ? answer.status() : 0));
        return answer;
    }

    private boolean isSigned(Request request) {
        Map<String, List<String>> headers = request.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
        return secrets.stream().anyMatch(secret -> fits(secret, request.text(), HttpHeaders.of(headers, (a, b) -> true)));
    }

    private static boolean fits(String secret, String body, HttpHeaders headers) {
        try {
            new Webhook(secret).verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
