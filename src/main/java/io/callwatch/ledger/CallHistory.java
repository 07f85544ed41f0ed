package io.callwatch.ledger;

import io.callwatch.alert.Alert;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the ledger knows of one call.
 *
 * @param callId the one that was asked for
 * @param tenant the number of its tenant; null when only the quarantine knows it
 * @param start when the call began; null where that is not known
 * @param judgedBy fingerprint of the rules that judged it last; null where none did
 * @param versions each version seen, and when, in the order seen
 * @param alerts by rule; a rule that is not among them said no-match at the last version
 * @param grouped the rules of bursts that have it in one of their groups
 * @param inNoBurst the rules for whose bursts it counts, and which have told none with it
 * @param deliveries of its events, in order
 * @param quarantined the rule (null: the record itself) and the reason
 */
public record CallHistory(String callId, Long tenant, Instant start, Long judgedBy, Map<Long, Instant> versions,
        Map<String, Alert> alerts, List<String> grouped, List<String> inNoBurst, List<Delivery> deliveries, List<Quarantine.Entry> quarantined) {
    /** Whether there is anything to tell. */
    public boolean isSeen() {
        return !versions.isEmpty() || !quarantined.isEmpty() || isOnlyTold();
    }

    /** Of a call that the service has no more, what was told of it stays longer than all else. */
    public boolean isOnlyTold() {
        return versions.isEmpty() && quarantined.isEmpty()
                && deliveries.stream().anyMatch(d -> d.event().calls().stream().anyMatch(call -> callId.equals(call.id())));
    }

    public static CallHistory read(Sql sql, String tenantId, String callId) throws SQLException {
        List<Delivery> deliveries = DeliveryList.ofCall(sql, callId);
        List<Quarantine.Entry> quarantined = Quarantine.ofCall(sql, callId);
        Optional<Long> tenant = Calls.knownNumber(sql, tenantId);
        if (tenant.isEmpty()) {
            return new CallHistory(callId, null, null, null, Map.of(), Map.of(), List.of(), List.of(), deliveries, quarantined);
        }
        Optional<Calls.Seen> seen = new Calls(tenant.get()).find(sql, callId);
        Map<Long, Instant> versions = new LinkedHashMap<>();
        seen.ifPresent(s -> {
            for (String visit : s.versions().split(" ")) {
                String[] parts = visit.split("@");
                versions.putIfAbsent(Long.valueOf(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
            }
        });
        BurstCalls bursts = new BurstCalls(tenant.get());
        return new CallHistory(callId, tenant.get(), seen.flatMap(Calls.Seen::startDateTime).orElse(null),
                seen.map(Calls.Seen::judgedBy).orElse(null), versions,
                new Alerts(tenant.get()).find(sql, List.of(callId)).getOrDefault(callId, Map.of()),
                bursts.rulesOf(sql, callId), bursts.untold(sql, callId), deliveries, quarantined);
    }
}
