package io.callwatch.sandbox;

/** What a request to the simulated tenant asks for: the first and the further pages have budgets of their own. */
public enum Kind {
    TOKEN,
    FIRST_PAGE,
    NEXT_PAGE,
    OTHER;

    static Kind of(Request request) {
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return TOKEN;
        }
        if (!request.path().equals(SimulatedTenant.LIST_PATH)) {
            return OTHER;
        }
        return request.query().contains("skiptoken") ? NEXT_PAGE : FIRST_PAGE;
    }
}
