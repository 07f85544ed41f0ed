package io.callwatch.app;

import io.callwatch.alert.Alert;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventId;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.Page;
import io.callwatch.graph.UnreadableRecord;
import io.callwatch.ledger.Alerts;
import io.callwatch.ledger.BurstCalls;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Origins;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Quarantine;
import io.callwatch.ledger.Sql;
import io.callwatch.rule.Judgement;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.Rule;
import io.callwatch.rule.RuleSet;
import io.callwatch.rule.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.apache.camel.ExchangeProperty;

/**
 * Judges pages: an Idempotent Receiver for records, and what their verdicts mean for alerts, in one transaction for a page or a
 * few.
 *
 * <p>A version that was judged before, or an older one, changes nothing. A record on which a rule fails is kept in
 * quarantine for that rule; other rules and records go on. Threads may share it.
 */
public final class Judge {
    private static final int RECORDS_AT_ONCE = 450;

    private final RuleSet rules;
    private final Ledger ledger;
    private final String tenantId;
    private final Calls calls;
    private final Alerts alerts;
    private final BurstCalls burstCalls;
    private final Origins origins;
    private final Events events;
    private final Audiences audiences;
    private final Watch watch;
    private final Emptiness emptiness;
    private final InstantSource clock;
    private final FirstStart firstStart;
    private final BooleanSupplier nextPageIsFree;

    /** @param nextPageIsFree whether a next page would be had without a wait for the budget */
    Judge(RuleSet rules, Ledger ledger, long tenant, Events events, Audiences audiences, Watch watch, InstantSource clock,
            FirstStart firstStart, BooleanSupplier nextPageIsFree) {
        this.rules = rules;
        this.ledger = ledger;
        this.tenantId = events.tenantId();
        this.calls = new Calls(tenant);
        this.alerts = new Alerts(tenant);
        this.burstCalls = new BurstCalls(tenant);
        this.origins = new Origins(tenant);
        this.events = events;
        this.audiences = audiences;
        this.watch = watch;
        this.emptiness = new Emptiness(rules.missing());
        this.clock = clock;
        this.firstStart = firstStart;
        this.nextPageIsFree = nextPageIsFree;
    }

    /**
     * A page has come. It is judged at once, or with the next ones of its window if these can be asked for without a wait; when
     * this returns after the last one, what follows from each is committed.
     */
    public void judge(Page page, @ExchangeProperty("reading") Reading reading) {
        reading.took(page);
        if (!reading.hasNextPage() || reading.waiting() >= RECORDS_AT_ONCE || !nextPageIsFree.getAsBoolean()) {
            judgeWaiting(reading);
        }
    }

    /** Judges what has come, before whatever takes its time. */
    void judgeWaiting(Reading reading) {
        List<Page> pages = reading.takeWaiting();
        if (pages.isEmpty()) {
            return;
        }
        List<CallRecord> records = pages.stream().flatMap(page -> page.records().stream()).toList();
        List<UnreadableRecord> unreadable = pages.stream().flatMap(page -> page.unreadable().stream()).toList();
        IntSupplier judging = () -> judgeTogether(highestVersions(records), unreadable, reading.pass());
        int matches = reading.pass().onlooker().map(onlooker -> onlooker.judged(new Page(records, unreadable, null), judging))
                .orElseGet(judging::getAsInt);
        reading.pass().judged(pages.size(), records.size(), matches);
    }

    private int judgeTogether(Collection<CallRecord> records, List<UnreadableRecord> unreadable, Pass pass) {
        firstStart.setBack(clock.instant());
        if (rules.asksHistory()) {
            ledger.change(sql -> origins.note(sql, records)); // committed first: calls of one page know of each other
        }
        return ledger.write(sql -> judgeInTransaction(sql, records, unreadable, pass));
    }

    /** The same id can come twice, since data move between pages. */
    private static Collection<CallRecord> highestVersions(List<CallRecord> records) {
        Map<String, CallRecord> highest = new LinkedHashMap<>(records.size() * 2);
        for (CallRecord record : records) {
            highest.merge(record.id(), record, (a, b) -> b.version() > a.version() ? b : a);
        }
        return highest.values();
    }

    /** A backfill also tells what the first start has kept to itself. */
    private List<CallRecord> news(Collection<CallRecord> records, Map<String, Calls.Seen> seen, Pass pass) {
        return records.stream()
                .filter(r -> !seen.containsKey(r.id()) || seen.get(r.id()).isOutdatedBy(r, rules.fingerprint())
                        || pass.isBackfill() && firstStart.isBefore(r) && seen.get(r.id()).version() == r.version())
                .toList();
    }

    private int judgeInTransaction(Sql sql, Collection<CallRecord> records, List<UnreadableRecord> unreadable, Pass pass)
            throws SQLException {
        Instant now = clock.instant();
        Map<String, Calls.Seen> seen = calls.find(sql, records);
        List<CallRecord> news = news(records, seen, pass);
        if (news.isEmpty() && unreadable.isEmpty()) {
            return 0;
        }
        Map<String, Map<String, Alert>> before = alerts.find(sql, news.stream().map(CallRecord::id).toList());
        int matches = 0;
        for (CallRecord record : news) {
            matches += judgeByEachRule(sql, record, before.getOrDefault(record.id(), Map.of()), pass, now);
        }
        emptiness.look(news).report(sql, watch, now);
        calls.note(sql, news, seen, rules.fingerprint(), now);
        // what is judged anew by other rules was seen before
        pass.news(news.stream().filter(r -> !seen.containsKey(r.id()) || seen.get(r.id()).version() < r.version()));
        for (UnreadableRecord record : unreadable) {
            pass.setAside(Quarantine.unreadable(sql, tenantId, record, now));
        }
        return matches;
    }

    /** @return for how many rules the record is news as a match */
    private int judgeByEachRule(Sql sql, CallRecord record, Map<String, Alert> known, Pass pass, Instant now) throws SQLException {
        boolean early = !pass.isBackfill() && firstStart.isBefore(record);
        int matches = 0;
        for (Judgement judgement : rules.judge(record)) {
            Alert alert = known.getOrDefault(judgement.rule().name(), Alert.NONE);
            boolean fresh = alert == Alert.NONE ? judgement.failed() || judgement.verdict().outcome() != Outcome.NO_MATCH
                    : record.version() > alert.version(); // also where the rule has failed on versions in between
            if (record.version() < alert.version() || fresh && calls.knowNewer(sql, record)) {
                continue; // one whose start has changed since is not found among the calls
            }
            if (judgement.failed()) {
                if (!isTold(alert, record)) {
                    pass.setAside(Quarantine.failed(sql, tenantId, record, judgement, now));
                }
                continue;
            }
            boolean quietly = early && alert.told() == Alert.Told.NOTHING; // what a backfill told is corrected and taken back
            matches += noteVerdict(sql, judgement, record, alert, quietly, now) ? 1 : 0;
        }
        return matches;
    }

    /** That a rule reads otherwise today takes nothing back. */
    private static boolean isTold(Alert before, CallRecord record) {
        return before.version() == record.version() && before.told() == Alert.Told.MATCHED;
    }

    /** Of what matched before and was not kept back by the first start, only what its burst still knows: else somebody is forgotten. */
    private boolean isToCount(CallRecord record, Alert before) {
        return before.outcome() != Outcome.MATCH || before.told() != Alert.Told.NOTHING || firstStart.isBefore(record);
    }

    /**
     * @param quietly whether nobody is told
     * @return whether the record is news as a match
     */
    private boolean noteVerdict(Sql sql, Judgement judgement, CallRecord record, Alert before, boolean quietly, Instant now)
            throws SQLException {
        Rule rule = judgement.rule();
        Verdict verdict = judgement.verdict();
        if (rule.burst() != null && (isToCount(record, before) && !quietly || burstCalls.holds(sql, rule.name(), record.id()))) {
            burstCalls.note(sql, rule.name(), record, verdict.outcome(), judgement.group());
        }
        if (isTold(before, record)) {
            return false;
        }
        if (verdict.outcome() == Outcome.NO_MATCH && before == Alert.NONE) {
            return false;
        }
        boolean toldSingly = before.told() == Alert.Told.MATCHED; // before its rule was made one of bursts
        if (quietly || rule.burst() != null && !toldSingly) {
            alerts.put(sql, record.id(), rule.name(), before.observed(record, verdict), record.startDateTime(), now);
            return false; // told by its burst, when the pass is over, or not at all
        }
        Alert.Step step = before.judged(record, verdict, EventId.first(tenantId, rule.name(), record.id()));
        alerts.put(sql, record.id(), rule.name(), step.alert(), record.startDateTime(), now);
        return step.event().isPresent() && tell(sql, rule, record, before, step, now)
                && step.event().get() == EventType.CALL_MATCHED;
    }

    /** @return whether it was not told before */
    private boolean tell(Sql sql, Rule rule, CallRecord record, Alert before, Alert.Step step, Instant now) throws SQLException {
        EventType type = step.event().orElseThrow();
        String firstId = step.alert().firstEventId();
        boolean opens = before.firstEventId() == null;
        Event event = events.ofCall(opens ? firstId
                : EventId.later(tenantId, rule.name(), record.id(), type, record.version()), type, rule, record, firstId);
        return opens ? Outbox.add(sql, event, audiences.of(rule), now) : Outbox.follow(sql, event, audiences.of(rule), now);
    }
}
