package io.callwatch.destination;

import java.time.ZoneId;
import java.util.Locale;

/**
 * How a webhook wants to be told, as the configuration spells it. In goes a {@link Notice}, out comes a body with its
 * content type.
 */
public enum WebhookFormat {
    /** The event as it is; see {@link EventJson}. */
    STANDARD((notice, zone, routingKey) -> json(EventJson.of(notice))),
    CLOUDEVENTS((notice, zone, routingKey) -> WebhookBody.of("application/cloudevents+json; charset=utf-8", CloudEvent.of(notice))),
    TEAMS((notice, zone, routingKey) -> json(TeamsCard.of(notice, zone))) {
        @Override
        public boolean hidesFailures() {
            return true;
        }

        @Override
        public int statusWithin(int status, String answer) {
            return TeamsAnswer.statusWithin(status, answer);
        }
    },
    SLACK((notice, zone, routingKey) -> json(SlackMessage.of(notice, zone))),
    PAGERDUTY((notice, zone, routingKey) -> json(PagerDutyEvent.of(notice.event(), zone, routingKey))) {
        @Override
        public boolean takesDigests() {
            return false;
        }
    };

    private final Renderer renderer;

    private interface Renderer {
        WebhookBody render(Notice notice, ZoneId zone, String routingKey);
    }

    WebhookFormat(Renderer renderer) {
        this.renderer = renderer;
    }

    private static WebhookBody json(String text) {
        return WebhookBody.of("application/json; charset=utf-8", text);
    }

    /**
     * @param zone the one in which people are told times
     * @param routingKey PagerDuty's alone
     */
    public WebhookBody render(Notice notice, ZoneId zone, String routingKey) {
        return renderer.render(notice, zone, routingKey);
    }

    /** Whether several events can go as one; where not, each opens and closes an incident of its own and goes alone. */
    public boolean takesDigests() {
        return true;
    }

    /** Whether these have each of their events whole; else there is a limit to their length. */
    public boolean digestsHoldAll() {
        return this == STANDARD || this == CLOUDEVENTS;
    }

    /** Whether the text of a good answer may say that it is none. */
    public boolean hidesFailures() {
        return false;
    }

    /** The status that counts: some answer 200 and say in the text that it failed. {@code answer} may be its beginning. */
    public int statusWithin(int status, String answer) {
        return status;
    }

    /** By its name in any case. */
    public static WebhookFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
