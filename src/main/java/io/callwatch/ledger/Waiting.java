package io.callwatch.ledger;

import io.callwatch.rule.Severity;
import java.time.Instant;

/**
 * A pending delivery that may be sent now, as far as its destination's pace needs to know it.
 *
 * @param seq the place of its event in the order of the ledger
 * @param firstId of its event's alert
 * @param queued when it was added, by the run's clock
 * @param happened when what it is about was over
 * @param rule null for an event of the integration itself
 * @param batch the message that it is part of since an earlier attempt; null where none was made
 * @param follows whether an earlier event of the same alert waits too
 */
public record Waiting(long seq, String firstId, Instant queued, Instant happened, Severity severity, String rule, Batch batch,
        boolean follows) {
}
