package io.callwatch.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of call records that costs next to nothing to serve: the texts are made beforehand, the start times lie at equal
 * distances. It knows nothing of budgets and faults; {@link io.callwatch.sandbox.SimulatedTenant} does.
 */
final class FastTenant implements AutoCloseable {
    private static final int PAGE = 60;
    private static final Pattern FILTER = Pattern.compile("startDateTime ge (\\S+) and startDateTime lt (\\S+)");
    private static final Pattern TOKEN = Pattern.compile("skiptoken=(\\d+)-(\\d+)");

    private final byte[][] records;
    private final Duration delay;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile long firstRequest;

    FastTenant(int count, Duration delay) throws IOException {
        this.delay = delay;
        records = new byte[count][];
        for (int i = 0; i < count; i++) {
            records[i] = SamplePages.call(i).json().getBytes(StandardCharsets.UTF_8);
        }
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for the other side's word
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The link of everything, in one chain. */
    String all() {
        return url() + "/v1.0/communications/callRecords";
    }

    /** After the last record. */
    Instant end() {
        return SamplePages.START.plusMillis(records.length * SamplePages.APART_MILLIS);
    }

    int records() {
        return records.length;
    }

    int requests() {
        return requests.get();
    }

    /** In System.nanoTime. */
    long firstRequest() {
        return firstRequest;
    }

    void forget() {
        requests.set(0);
        firstRequest = 0;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (firstRequest == 0) {
            firstRequest = System.nanoTime();
        }
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().endsWith("/token")) {
                send(exchange, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t\"}".getBytes(StandardCharsets.UTF_8), 0, 0, "");
                return;
            }
            requests.incrementAndGet();
            String query = exchange.getRequestURI().getQuery();
            Matcher token = TOKEN.matcher(query == null ? "" : query);
            Matcher filter = FILTER.matcher(query == null ? "" : query);
            boolean further = token.find();
            boolean some = !further && filter.find();
            int from = further ? Integer.parseInt(token.group(1)) : some ? index(filter.group(1)) : 0;
            int to = further ? Integer.parseInt(token.group(2)) : some ? index(filter.group(2)) : records.length;
            int end = Math.min(to, from + PAGE);
            String next = end < to ? ",\"@odata.nextLink\":\"" + all() + "?$skiptoken=" + end + "-" + to + "\"" : "";
            pause();
            send(exchange, null, from, end, next);
        }
    }

    /** The first record that does not begin before this. */
    private int index(String time) {
        long millis = Duration.between(SamplePages.START, Instant.parse(time)).toMillis();
        return (int) Math.max(0, Math.min(records.length, Math.floorDiv(millis + SamplePages.APART_MILLIS - 1, SamplePages.APART_MILLIS)));
    }

    private void pause() {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, byte[] whole, int from, int end, String next) throws IOException {
        byte[] head = "{\"@odata.context\":\"x\",\"value\":[".getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("]" + next + "}").getBytes(StandardCharsets.UTF_8);
        int length = whole != null ? whole.length : head.length + tail.length + Math.max(0, end - from - 1);
        for (int i = from; whole == null && i < end; i++) {
            length += records[i].length;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, length);
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] all = new byte[length];
            int at = 0;
            if (whole != null) {
                out.write(whole);
                return;
            }
            at = put(all, at, head);
            for (int i = from; i < end; i++) {
                at = put(all, i == from ? at : put(all, at, new byte[] {','}), records[i]);
            }
            put(all, at, tail);
            out.write(all);
        }
    }

    private static int put(byte[] all, int at, byte[] part) {
        System.arraycopy(part, 0, all, at, part.length);
        return at + part.length;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
