package io.callwatch.connection;

import java.io.IOException;

/** The proxy lets nothing through, or cannot be reached: the other side was never asked. The message is for people. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;
    static final int WANTS_LOGIN = 407;

    private final boolean wantsLogin;

    /** @param status what it answered in the place of the other side */
    ProxyException(int status) {
        super(status == WANTS_LOGIN ? "the proxy wants another login (407): check callwatch.proxy.username and password"
                : "the proxy answered " + status + " and lets nothing through to there");
        this.wantsLogin = status == WANTS_LOGIN;
    }

    /** @param failure of the conversation with it, for which {@link ConnectionTrouble} has words */
    ProxyException(IOException failure) {
        super("the proxy", failure);
        this.wantsLogin = false;
    }

    public boolean wantsLogin() {
        return wantsLogin;
    }
}
