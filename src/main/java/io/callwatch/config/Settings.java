package io.callwatch.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * All that the configuration says, checked as far as can be without the rules' language and the network. Immutable.
 *
 * @param proxy null for none
 */
public record Settings(
        GraphSettings graph,
        ProxySettings proxy,
        List<SweepSettings> sweeps,
        List<String> internalNumbers,
        ZoneId timeZone,
        String businessHours,
        String holidays,
        Map<String, String> lists,
        List<RuleSettings> rules,
        List<DestinationSettings> destinations,
        LedgerSettings ledger,
        Duration undecidedAfter,
        Duration firstAlerts,
        WatchSettings watch,
        ManagementSettings management) {
}
