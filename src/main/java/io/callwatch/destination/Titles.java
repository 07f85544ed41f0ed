package io.callwatch.destination;

import io.callwatch.alert.Event;
import java.util.Map;

/**
 * The title of an event about calls, anew from what is in it: by the wording that its rule has of its own, else the standard one.
 * Immutable.
 *
 * @param own by rule, for those that have one
 */
public record Titles(Map<String, TitleTemplate> own) {
    public Titles {
        own = Map.copyOf(own);
    }

    /** That of any other event stays. */
    public String of(Event event) {
        if (event.rule() == null || event.calls().isEmpty()) {
            return event.title();
        }
        TitleTemplate template = own.get(event.rule());
        return template == null ? Title.of(event) : template.of(event);
    }
}
