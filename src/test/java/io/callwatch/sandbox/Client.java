package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plain reader of the simulated tenant, made of nothing but the JDK's client: it shares no code with the product. */
final class Client {
    static final String DAY = "?$filter=startDateTime%20ge%202026-11-20T00:00:00Z%20and%20startDateTime%20lt%202026-11-21T00:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedTenant tenant;

    Client(SimulatedTenant tenant) {
        this.tenant = tenant;
    }

    Map<String, String> form() {
        return new TreeMap<>(Map.of("grant_type", "client_credentials", "client_id", SimulatedTenant.CLIENT_ID,
                "client_secret", SimulatedTenant.CLIENT_SECRET, "scope", tenant.authority() + "/.default"));
    }

    HttpResponse<String> post(Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream().map(each -> each.getKey() + "="
                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return http.send(HttpRequest.newBuilder(URI.create(tenant.authority() + SimulatedTenant.TOKEN_PATH))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    String token() throws IOException, InterruptedException {
        return JSON.readTree(post(form()).body()).path("access_token").asText();
    }

    HttpResponse<String> get(String url, String token, int pageSize) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token);
        if (pageSize > 0) {
            request.header("Prefer", "odata.maxpagesize=" + pageSize);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The first page of a query, with a new token. */
    HttpResponse<String> list(String query, int pageSize) throws IOException, InterruptedException {
        return get(tenant.graphUrl() + "/communications/callRecords" + query, token(), pageSize);
    }

    /** All pages of {@link #DAY}. */
    List<JsonNode> walk(int pageSize) throws IOException, InterruptedException {
        String token = token();
        List<JsonNode> pages = new ArrayList<>();
        String url = tenant.graphUrl() + "/communications/callRecords" + DAY;
        while (url != null) {
            JsonNode page = json(get(url, token, pageSize));
            pages.add(page);
            url = page.path("@odata.nextLink").asText(null);
        }
        return pages;
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static List<String> ids(JsonNode page) {
        return page.path("value").findValuesAsText("id").stream().filter(id -> id.contains("-0000-4000-")).toList();
    }

    static List<String> ids(List<JsonNode> pages) {
        return pages.stream().flatMap(page -> ids(page).stream()).toList();
    }
}
