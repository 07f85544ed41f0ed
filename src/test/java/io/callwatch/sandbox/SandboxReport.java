package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a person sees at the end of the sandbox: counts, a few of what came, and what to open. */
final class SandboxReport {
    private static final int SHOWN = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SandboxReport() {
    }

    static void print(SandboxFolder folder, SimulatedTenant tenant, WebhookReceiver receiver, MailBox mail,
            Arrivals arrivals, List<String> faults) throws IOException {
        mail.leave(folder.path().resolve("mail"));
        head("Asked of the tenant");
        System.out.printf("  %d tokens, %d first pages, %d further pages; %d answered with 429%n", tenant.tokenRequests(),
                tenant.requests(Kind.FIRST_PAGE).size(), tenant.requests(Kind.NEXT_PAGE).size(), tenant.throttled());
        head("What arrived where");
        System.out.println(Table.of(arrivals.counts()));
        head("The last few of them");
        System.out.println(Table.of(examples(folder, receiver, mail)));
        head("To open");
        System.out.println(Table.of(List.of(
                List.of(folder.path() + "/mail/*.html", "the mails in a browser; *.eml as they came"),
                List.of(folder.path() + "/alerts.jsonl", "the file, an event a line"),
                List.of(folder.path() + "/application.properties", "what the product was told"),
                List.of(folder.path() + "/once.log, run.log", "its log"))));
        if (!faults.isEmpty() || !arrivals.faults().isEmpty()) {
            head("Wrong");
            Stream.concat(faults.stream(), arrivals.faults().stream().limit(20)).forEach(each -> System.out.println("  " + each));
        }
        System.out.println();
    }

    private static List<List<String>> examples(SandboxFolder folder, WebhookReceiver receiver, MailBox mail) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        last(mail.mails()).forEach(each -> rows.add(List.of("mail", "", MailBox.subject(each))));
        last(receiver.accepted()).forEach(each -> rows.add(row("webhook", each.json())));
        for (String line : last(folder.archive())) {
            rows.add(row("file", JSON.readTree(line)));
        }
        return rows;
    }

    private static List<String> row(String channel, JsonNode event) {
        return List.of(channel, event.path("type").asText(), event.at("/data/title").asText());
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - SHOWN), all.size());
    }

    private static void head(String text) {
        System.out.printf("%n%s%n", text);
    }
}
