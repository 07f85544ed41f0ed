package io.callwatch.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A small HTTP/1.1 server on a free loopback port: keep-alive, a daemon thread for each connection.
 *
 * <p>Not the JDK's own server, since that one cannot reset a connection or break off in the middle of a body, which is
 * what these tests are about. Closing it ends every pause and every connection.
 */
final class LoopbackServer implements AutoCloseable {
    private final Function<Request, Answer> answers;
    private final ServerSocket door;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    LoopbackServer(String name, Function<Request, Answer> answers) {
        this.answers = answers;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException("opening a loopback port", e);
        }
        threads.execute(this::accept);
    }

    /** {@code http://127.0.0.1:port}, without a final slash. */
    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 8192);
            RequestReader requests = new RequestReader(new BufferedInputStream(socket.getInputStream()), out);
            boolean alive = true;
            while (alive && closed.getCount() > 0) {
                alive = exchange(requests, new Wire.Line(socket, out, this::pause));
            }
        } catch (IOException e) {
            // the other side is gone: its affair
        } finally {
            open.remove(socket);
        }
    }

    private boolean exchange(RequestReader requests, Wire.Line line) throws IOException {
        Request request;
        try {
            request = requests.next();
        } catch (RequestReader.ProtocolFault e) {
            Answer refusal = Answer.text(400, e.getMessage());
            Wire.WHOLE.send(line, head(refusal), refusal.body());
            return false;
        }
        if (request == null) {
            return false;
        }
        Answer answer = answer(request);
        pause(answer.delay());
        boolean kept = answer.wire().send(line, head(answer), answer.body());
        return kept && !"close".equalsIgnoreCase(request.header("Connection"))
                && !"close".equalsIgnoreCase(answer.headers().get("Connection"));
    }

    /** A fault of the simulation itself is a 599 with its text: no test can take it for one that it asked for. */
    private Answer answer(Request request) {
        try {
            return answers.apply(request);
        } catch (RuntimeException | Error e) {
            return Answer.text(599, "the simulation failed: " + e);
        }
    }

    private static byte[] head(Answer answer) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(answer.status()).append(" -\r\n");
        answer.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(answer.body().length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void pause(Duration length) {
        if (length.isZero()) {
            return;
        }
        try {
            closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing a loopback port", e);
        }
    }
}
