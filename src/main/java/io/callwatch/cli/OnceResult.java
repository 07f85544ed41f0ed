package io.callwatch.cli;

import io.callwatch.app.Pass;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Losses;
import io.callwatch.ledger.Quarantine;
import io.callwatch.text.HowMany;

/** What came of {@code run --once} or a backfill, for people and as JSON. */
record OnceResult(long windows, int unreadSpans, long pages, long records, long matches, long delivered, long pending, long dead,
        long quarantined, int lostSpans) {

    static OnceResult of(Pass pass, Ledger ledger, long tenant) {
        return ledger.read(sql -> new OnceResult(pass.windows(), pass.unread().size(), pass.pages(), pass.records(),
                pass.matches(), DeliveryList.count(sql, Delivery.State.DELIVERED), DeliveryList.count(sql, Delivery.State.PENDING),
                DeliveryList.count(sql, Delivery.State.DEAD), Quarantine.count(sql), new Losses(tenant).listed(sql).size()));
    }

    boolean isComplete() {
        return unreadSpans == 0 && pending == 0 && dead == 0 && quarantined == 0 && lostSpans == 0;
    }

    /** @param until when what is unread will be read */
    String words(String until) {
        return "read        " + HowMany.of(records, "record") + " on " + HowMany.of(pages, "page") + ", " + HowMany.of(windows, "window")
                + (unreadSpans == 0 ? "" : "; " + HowMany.of(unreadSpans, "span stays unread", "spans stay unread") + " until " + until)
                + "\nmatches     " + matches + " new"
                + "\ndeliveries  " + delivered + " delivered, " + pending + " pending, " + dead + " dead"
                + (pending + dead == 0 ? "" : ": see 'callwatch deliveries'")
                + (quarantined == 0 ? "" : "\nquarantine  " + HowMany.of(quarantined, "record") + ": see 'callwatch quarantine'")
                + (lostSpans == 0 ? "" : "\nlost        " + HowMany.of(lostSpans, "span") + ": see 'callwatch status'");
    }

    String json() {
        return new JsonObject().put("windows", windows).put("unreadSpans", unreadSpans).put("pages", pages).put("records", records)
                .put("matches", matches)
                .put("deliveries", new JsonObject().put("delivered", delivered).put("pending", pending).put("dead", dead))
                .put("quarantined", quarantined).put("lostSpans", lostSpans).toString();
    }
}
