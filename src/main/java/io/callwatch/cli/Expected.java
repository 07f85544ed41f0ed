package io.callwatch.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.text.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;

/**
 * What a rule author expects: for each call id the names of the rules that match, {@code {"CALL_ID": ["short-call"], …}}; an
 * empty list where none does.
 */
final class Expected {
    /** What stood behind the document, or twice in it, would be passed over, and nobody would know that it is not tested. */
    private static final ObjectMapper ONE_DOCUMENT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

    private final Map<String, Set<String>> rules;

    private Expected(Map<String, Set<String>> rules) {
        this.rules = rules;
    }

    /** Refuses what has another shape, by name. */
    static Expected read(Path file) {
        UsageException wrong = wrong(file, "a JSON object");
        try {
            JsonNode json = ONE_DOCUMENT.readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw wrong;
            }
            Map<String, Set<String>> rules = new TreeMap<>();
            for (Map.Entry<String, JsonNode> call : json.properties()) {
                if (!call.getValue().isArray()) {
                    throw wrong;
                }
                Set<String> names = new TreeSet<>();
                call.getValue().forEach(name -> names.add(name.asText()));
                rules.put(call.getKey(), names);
            }
            return new Expected(rules);
        } catch (MismatchedInputException e) {
            throw wrong(file, "one JSON object that names each call once,");
        } catch (JsonProcessingException e) {
            throw wrong;
        } catch (IOException e) {
            throw new UsageException("the file " + file + " cannot be read: " + FileTrouble.of(e));
        }
    }

    private static UsageException wrong(Path file, String expected) {
        return new UsageException("the file " + file + " cannot be used: expected " + expected + " such as {\"CALL_ID\": [\"short-call\"]}");
    }

    /**
     * One line for each call whose rules are others, or that was not judged; empty where all is as expected. Calls that are not named
     * are not compared.
     */
    List<String> differences(BacktestResult result) {
        Map<String, Set<String>> seen = new TreeMap<>();
        result.forEach(event -> event.calls().stream().map(CallRecord::id).filter(rules::containsKey)
                .forEach(id -> seen.computeIfAbsent(id, key -> new TreeSet<>()).add(event.rule())));
        List<String> differences = new ArrayList<>();
        rules.forEach((id, expected) -> {
            Set<String> matched = seen.getOrDefault(id, Set.of());
            boolean judged = result.isJudged(id);
            if (!judged || !matched.equals(expected)) {
                differences.add(id + ": expected " + expected + ", saw " + (judged ? matched : "no call that was judged"));
            }
        });
        return differences;
    }
}
