package io.callwatch.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A mail server on a loopback port that refuses recipients, mails and logins, greets with an error, takes its time, speaks TLS, or
 * drops the connection after a mail was taken and before it says so. Threads may share it.
 */
public final class ScriptedSmtp implements AutoCloseable {
    /** A mail that was taken: to whom, and its text. */
    public record Taken(List<String> recipients, String text) {
    }

    private final ServerSocket socket;
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private volatile String greeting = "220 ready";
    private volatile boolean dropAfterData;
    private volatile String dripsAt = "";
    private volatile boolean wasHeardOut;
    private volatile String login;
    private final AtomicInteger logins = new AtomicInteger();
    private volatile SSLSocketFactory tls;

    public ScriptedSmtp() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    /** @param doors such as those of TLS */
    public ScriptedSmtp(ServerSocketFactory doors) throws IOException {
        socket = doors.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /**
     * Answers RCPT for this address, EHLO, MAIL, or {@code .} at a mail's end with the given line, such as {@code 550 no such user};
     * an empty one at EHLO: it hangs up.
     */
    public ScriptedSmtp refusing(String what, String line) {
        refusals.put(what, line);
        return this;
    }

    /** @param line empty: it hangs up */
    public ScriptedSmtp greeting(String line) {
        greeting = line;
        return this;
    }

    /** How often one was shown, whether it was taken or not. */
    public int logins() {
        return logins.get();
    }

    /** It offers a login, and takes this one alone; it needs none all the same. */
    public ScriptedSmtp login(String username, String password) {
        login = Base64.getEncoder().encodeToString((username + "\0" + username + "\0" + password).getBytes(StandardCharsets.UTF_8));
        return refusing("EHLO", "250-scripted\r\n250 AUTH PLAIN");
    }

    /** It offers STARTTLS, and shows this certificate. */
    public ScriptedSmtp startingTls(KeyPairOfKeytool certificate) throws GeneralSecurityException {
        tls = certificate.context().getSocketFactory();
        return refusing("EHLO", "250-scripted\r\n250 STARTTLS");
    }

    public ScriptedSmtp dropAfterData(boolean drop) {
        dropAfterData = drop;
        return this;
    }

    /** At this command, or at {@code CONNECT}, it says line after line for some seconds before it comes to the point. */
    public ScriptedSmtp drippingAt(String command) {
        dripsAt = command;
        return this;
    }

    /** Whether somebody waited for what it says to QUIT. */
    public boolean wasHeardOut() {
        return wasHeardOut;
    }

    public synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "scripted-smtp-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            drip(client.getOutputStream(), "CONNECT", "220-wait");
            if (!greeting.isEmpty()) {
                say(client.getOutputStream(), greeting);
                converse(client);
            }
        } catch (IOException gone) {
            // the client's business
        }
    }

    private void converse(Socket client) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            List<String> recipients = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split(" ")[0].toUpperCase(Locale.ROOT);
                switch (command) {
                    case "EHLO", "HELO" -> {
                        drip(out, command, "250-WAIT");
                        if (refusals.getOrDefault("EHLO", "250").isEmpty()) {
                            return;
                        }
                        say(out, refusals.getOrDefault("EHLO", "250 scripted"));
                    }
                    case "AUTH" -> {
                        logins.incrementAndGet();
                        drip(out, command, "334-wait");
                        if (refusals.getOrDefault("AUTH", "535").isEmpty()) {
                            return;
                        }
                        say(out, line.equals("AUTH PLAIN " + login) ? "235 welcome"
                                : refusals.getOrDefault("AUTH", "535 5.7.8 nobody of that name"));
                    }
                    case "MAIL" -> {
                        recipients.clear();
                        say(out, refusals.getOrDefault("MAIL", "250 ok"));
                    }
                    case "RCPT" -> {
                        String address = line.replaceAll(".*<|>.*", "");
                        if (refusals.getOrDefault(address, "250").startsWith("250")) {
                            recipients.add(address);
                        }
                        say(out, refusals.getOrDefault(address, "250 ok"));
                    }
                    case "DATA" -> {
                        say(out, refusals.getOrDefault("DATA", "354 go on"));
                        if (refusals.containsKey("DATA")) {
                            continue;
                        }
                        take(in, recipients);
                        if (dropAfterData) {
                            return;
                        }
                        drip(out, command, "250-wait");
                        say(out, refusals.getOrDefault(".", "250 taken"));
                    }
                    case "QUIT" -> {
                        drip(out, command, "221-wait");
                        wasHeardOut = true;
                        say(out, "221 bye");
                        return;
                    }
                    case "STARTTLS" -> {
                        say(out, "220 go on");
                        SSLSocket secure = (SSLSocket) tls.createSocket(client, null, client.getPort(), true);
                        secure.setUseClientMode(false);
                        converse(secure);
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        }
    }

    private void take(BufferedReader in, List<String> recipients) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        synchronized (this) {
            if (refusals.containsKey(".")) {
                return;
            }
            taken.add(new Taken(List.copyOf(recipients), text.toString()));
        }
    }

    private void drip(OutputStream out, String command, String line) throws IOException {
        for (int i = 0; i < 60 && command.equals(dripsAt); i++) {
            say(out, line);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
