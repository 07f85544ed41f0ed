package io.callwatch.rule;

import java.util.function.Supplier;

/** Makes a value when it is first asked for, once; shared by threads. */
final class Once<T> implements Supplier<T> {
    private Supplier<T> maker;
    private T value;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (maker != null) {
            value = maker.get();
            maker = null;
        }
        return value;
    }
}
