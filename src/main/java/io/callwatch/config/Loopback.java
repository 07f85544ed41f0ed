package io.callwatch.config;

/** Whether a host is this machine, by its name alone: nothing is resolved. */
public final class Loopback {
    private Loopback() {
    }

    public static boolean is(String host) {
        return host != null && (host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("[::1]") || host.equals("::1"));
    }
}
