package io.callwatch.connection;

import java.io.IOException;

/** The proxy lets nothing through, or cannot be reached: the other side was never asked. The message is for people. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;
    static final int WANTS_LOGIN = 407;
    /** What tinyproxy says of a login that it does not know; it says 407 where none is shown. */
    private static final int TURNS_LOGIN_AWAY = 401;

    private final boolean wantsLogin;

    /** @param status what it answered in the place of the other side */
    ProxyException(int status) {
        super(ofLogin(status) ? "the proxy wants another login (" + status + "): check callwatch.proxy.username and password"
                : "the proxy answered " + status + " and lets nothing through to there");
        this.wantsLogin = ofLogin(status);
    }

    /** @param failure of the conversation with it, for which {@link ConnectionTrouble} has words */
    ProxyException(IOException failure) {
        super("the proxy", failure);
        this.wantsLogin = false;
    }

    private static boolean ofLogin(int status) {
        return status == WANTS_LOGIN || status == TURNS_LOGIN_AWAY;
    }

    public boolean wantsLogin() {
        return wantsLogin;
    }
}
