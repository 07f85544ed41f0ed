package io.callwatch.sandbox;

import java.time.InstantSource;

/** One request on its way to its right answer: authorization first, then the budget, then the page. For one thread. */
final class TenantScene implements Scene {
    private final Asked asked;
    private final String here;
    private final String before;
    private final InstantSource clock;
    private final TokenEndpoint tokens;
    private final ListEndpoint list;
    private Links.Position position;

    TenantScene(Asked asked, String here, String before, InstantSource clock, TokenEndpoint tokens, ListEndpoint list) {
        this.asked = asked;
        this.here = here;
        this.before = before;
        this.clock = clock;
        this.tokens = tokens;
        this.list = list;
    }

    @Override
    public Answer good() {
        try {
            return switch (asked.kind()) {
                case TOKEN -> tokens.answer(asked.request(), clock);
                case FIRST_PAGE, NEXT_PAGE -> render(page());
                case OTHER -> GraphRefusal.answer(404, "NotFound", "Resource not found.");
            };
        } catch (GraphRefusal refusal) {
            return refusal.answer();
        }
    }

    @Override
    public Page page() {
        if (!tokens.accepts(asked.request().header("Authorization"), clock.instant())) {
            throw new GraphRefusal(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
        }
        list.spend(asked.kind());
        position = list.position(asked, clock.instant());
        return list.page(position, asked.request(), clock.instant());
    }

    @Override
    public Answer render(Page page) {
        return list.render(page, asked.nth());
    }

    @Override
    public String here() {
        return here;
    }

    @Override
    public String before() {
        return before;
    }

    @Override
    public String again() {
        return list.link(position, position.offset());
    }
}
