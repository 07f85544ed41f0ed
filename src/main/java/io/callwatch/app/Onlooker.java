package io.callwatch.app;

import io.callwatch.graph.Page;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Somebody who looks at the pages of a pass before they are judged.
 *
 * @param judge whether the page is judged as well
 */
record Onlooker(Consumer<Page> look, boolean judge) {

    /** One after the other: who judges them too has them in the same order. */
    synchronized int judged(Page page, IntSupplier judging) {
        look.accept(page);
        return judge ? judging.getAsInt() : 0;
    }
}
