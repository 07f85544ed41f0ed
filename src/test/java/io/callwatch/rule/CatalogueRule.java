package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A rule of the catalogue, as its file gives it: the reason, the lines of a configuration, and samples. */
record CatalogueRule(String name, Map<String, String> lines) {
    static final Path FOLDER = Path.of("src/test/resources/catalogue");

    static List<CatalogueRule> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(CatalogueRule::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CatalogueRule read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> lines = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> lines.put(key, properties.getProperty(key)));
        return new CatalogueRule(file.getFileName().toString().replace(".properties", ""), lines);
    }

    /** What the property {@code callwatch.rules.NAME.part} says; null if it is not there. */
    String part(String part) {
        return lines.get("callwatch.rules." + name + "." + part);
    }

    /** Names of the samples under {@code match}, {@code silent} or {@code undecided}. */
    List<String> samples(Outcome outcome) {
        String word = outcome == Outcome.NO_MATCH ? "silent" : outcome.word();
        return lines.keySet().stream().filter(key -> key.startsWith(word + ".")).toList();
    }

    /** Whether the rule, with another condition perhaps, says of every sample what its name demands. */
    boolean holds(String when) {
        for (Outcome outcome : Outcome.values()) {
            for (String sample : samples(outcome)) {
                if (outcome(when, sample) != outcome) {
                    return false;
                }
            }
        }
        return true;
    }

    Outcome outcome(String when, String sample) {
        Sample calls = Sample.of(lines.get(sample));
        RuleSet rules = rules(when, context(calls.seen()));
        Burst burst = rules.all().get(0).burst();
        if (burst == null) {
            return rules.judge(calls.records().get(0)).get(0).verdict().outcome();
        }
        Map<String, List<BurstCall>> groups = new HashMap<>();
        for (CallRecord record : calls.records()) {
            Judgement judgement = rules.judge(record).get(0);
            if (judgement.verdict().outcome() == Outcome.UNDECIDED) {
                return Outcome.UNDECIDED;
            }
            if (judgement.verdict().isMatch()) {
                groups.computeIfAbsent(judgement.group(), group -> new ArrayList<>())
                        .add(new BurstCall(record.id(), record.startDateTime(), record.version()));
            }
        }
        return groups.values().stream().allMatch(group -> burst.among(group).isEmpty()) ? Outcome.NO_MATCH : Outcome.MATCH;
    }

    private RuleSet rules(String when, RuleContext context) {
        RuleText text = new RuleText(name, when, null, List.of(), part("per"),
                part("count") == null ? null : Integer.valueOf(part("count")),
                part("within") == null ? null : Duration.parse("PT" + part("within").toUpperCase()));
        List<String> faults = new ArrayList<>();
        RuleSet rules = RuleCompiler.compile(List.of(text), context, (key, value, expected) -> faults.add(key + " " + expected));
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.toString());
        }
        return rules;
    }

    private static RuleContext context(Set<String> seen) {
        return RuleContext.builder()
                .homeTenantId(Records.HOME)
                .internalNumbers(List.of("+4930901"))
                .timeZone(ZoneId.of("Europe/Berlin"))
                .holidays(new Holidays(Set.of(LocalDate.parse("2026-12-25")), Map.of()))
                .list("bad-numbers", ValueList.of(List.of("+4930666666")))
                .history((origin, value, from, to) -> seen.contains(value))
                .build();
    }
}
