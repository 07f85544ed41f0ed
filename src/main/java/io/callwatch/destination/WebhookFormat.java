package io.callwatch.destination;

import java.time.ZoneId;
import java.util.Locale;

/**
 * How a webhook wants to be told, as the configuration spells it. In goes a {@link Notice}, out comes a body with its
 * content type. Each constant names the description it follows.
 */
public enum WebhookFormat {
    /** The event as it is; see {@link EventJson}. */
    STANDARD {
        @Override
        public WebhookBody render(Notice notice, ZoneId zone, String routingKey) {
            return WebhookBody.of(JSON, EventJson.of(notice));
        }
    },
    CLOUDEVENTS {
        @Override
        public WebhookBody render(Notice notice, ZoneId zone, String routingKey) {
            return WebhookBody.of("application/cloudevents+json; charset=utf-8", CloudEvent.of(notice));
        }
    },
    TEAMS {
        @Override
        public WebhookBody render(Notice notice, ZoneId zone, String routingKey) {
            return WebhookBody.of(JSON, TeamsCard.of(notice, zone));
        }

        @Override
        public int statusWithin(int status, String answer) {
            return TeamsAnswer.statusWithin(status, answer);
        }
    },
    SLACK {
        @Override
        public WebhookBody render(Notice notice, ZoneId zone, String routingKey) {
            return WebhookBody.of(JSON, SlackMessage.of(notice, zone));
        }
    },
    PAGERDUTY {
        @Override
        public WebhookBody render(Notice notice, ZoneId zone, String routingKey) {
            return WebhookBody.of(JSON, PagerDutyEvent.of(notice.event(), zone, routingKey));
        }

        @Override
        public boolean takesDigests() {
            return false;
        }
    };

    private static final String JSON = "application/json; charset=utf-8";

    /**
     * @param zone the one in which people are told times
     * @param routingKey PagerDuty's; null for the others
     */
    public abstract WebhookBody render(Notice notice, ZoneId zone, String routingKey);

    /** Whether several events can go as one; where not, each opens and closes an incident of its own and goes alone. */
    public boolean takesDigests() {
        return true;
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
