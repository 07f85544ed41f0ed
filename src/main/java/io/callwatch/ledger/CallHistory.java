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
 * @param tenant the number of its tenant; null when only the quarantine knows it
 * @param start when the call began; null where that is not known
 * @param versions each version seen, and when, in the order seen
 * @param alerts by rule; a rule that is not among them said no-match at the last version
 * @param grouped the rules of bursts that have it in one of their groups
 * @param inNoBurst the rules for whose bursts it counts, and which have told none with it
 * @param deliveries of its events, in order
 * @param quarantined the rule (null: the record itself) and the reason
 */
public record CallHistory(Long tenant, Instant start, Map<Long, Instant> versions, Map<String, Alert> alerts, List<String> grouped,
        List<String> inNoBurst, List<Delivery> deliveries, List<Quarantine.Entry> quarantined) {

    /** Whether there is anything to tell. */
    public boolean isSeen() {
        return !versions.isEmpty() || !quarantined.isEmpty();
    }

    public static CallHistory read(Sql sql, String tenantId, String callId) throws SQLException {
        Optional<Long> tenant = Calls.knownNumber(sql, tenantId);
        List<Quarantine.Entry> quarantined = Quarantine.ofCall(sql, callId);
        Optional<Calls.Seen> seen = tenant.isEmpty() ? Optional.empty() : new Calls(tenant.get()).find(sql, callId);
        Map<Long, Instant> versions = new LinkedHashMap<>();
        seen.ifPresent(s -> {
            for (String visit : s.versions().split(" ")) {
                String[] parts = visit.split("@");
                versions.putIfAbsent(Long.valueOf(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
            }
        });
        Map<String, Alert> alerts = tenant.isEmpty() ? Map.of()
                : new Alerts(tenant.get()).find(sql, List.of(callId)).getOrDefault(callId, Map.of());
        Instant start = tenant.isEmpty() ? null : new Calls(tenant.get()).start(sql, callId).orElse(null);
        List<String> grouped = tenant.isEmpty() ? List.of() : new BurstCalls(tenant.get()).rulesOf(sql, callId);
        List<String> inNoBurst = tenant.isEmpty() ? List.of() : new BurstCalls(tenant.get()).untold(sql, callId);
        return new CallHistory(tenant.orElse(null), start, versions, alerts, grouped, inNoBurst, DeliveryList.ofCall(sql, callId),
                quarantined);
    }
}
