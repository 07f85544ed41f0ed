package io.callwatch.cli;

import com.sun.net.httpserver.HttpServer;
import io.callwatch.Callwatch;
import io.callwatch.app.OwnFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * One pass over one call of a pretended tenant on loopback, in the given folder: so that every class of a usual run has been
 * loaded when the JDK writes its archive of classes. SQLite's own library is left in the folder too, as the file {@code sqlite},
 * since it is taken out of the jar at each start otherwise. The launcher runs it; nobody else needs it.
 */
public final class Rehearsal {
    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t\"}";
    private static final String PAGE = "{\"value\":[{\"id\":\"1\",\"version\":1,\"startDateTime\":\"2026-01-01T00:00:00Z\","
            + "\"endDateTime\":\"2026-01-01T00:00:02Z\",\"organizer_v2\":{\"identity\":{\"phone\":{\"id\":\"+4930123456\"}}}}]}";

    private Rehearsal() {
    }

    /** @param args the folder, which the caller throws away */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("callwatch.")); // JAVA_TOOL_OPTIONS may bring some
        OwnFolders.passOver(); // routes of the operator's would see a call that is made up
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            byte[] answer = (exchange.getRequestURI().getPath().endsWith("/token") ? TOKEN : PAGE).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        service.start();
        Path settings = Files.writeString(folder.resolve("rehearsal.properties"), """
                callwatch.graph.url=http://127.0.0.1:%1$d/v1.0
                callwatch.graph.authority=http://127.0.0.1:%1$d
                callwatch.graph.tenant-id=00000000-0000-0000-0000-000000000000
                callwatch.graph.client-id=none
                callwatch.graph.client-secret=none
                callwatch.sweeps.recent.schedule=0 0/5 * * * ?
                callwatch.sweeps.recent.look-back=3h
                callwatch.rules.any.when=call.duration < duration('5s') && call.organizer.external
                callwatch.rules.any.notify=archive,hook
                callwatch.destinations.hook.type=webhook
                callwatch.destinations.hook.url=http://127.0.0.1:%1$d/hook
                callwatch.destinations.told-nothing.type=email
                callwatch.destinations.told-nothing.to=nobody@localhost
                callwatch.destinations.told-nothing.from=nobody@localhost
                callwatch.destinations.told-nothing.host=localhost
                callwatch.destinations.archive.type=file
                callwatch.destinations.archive.path=%2$s
                callwatch.ledger.url=jdbc:sqlite:%3$s
                """.formatted(service.getAddress().getPort(), folder.resolve("alerts.jsonl"), folder.resolve("rehearsal.db")));
        try (InputStream library = Rehearsal.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName())) {
            Files.copy(library, folder.resolve("sqlite"));
        }
        int code = Callwatch.run("run", "--once", "--at", "2026-01-01T01:00:00Z", "--config", settings.toString());
        code = Math.max(code, Callwatch.run("preview", "told-nothing", "--config", settings.toString())); // what composes a mail
        service.stop(0);
        System.exit(code);
    }
}
