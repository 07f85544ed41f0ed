/** The database that remembers coverage, alerts, deliveries and quarantined records; start at {@link io.callwatch.ledger.Ledger}. */
package io.callwatch.ledger;
