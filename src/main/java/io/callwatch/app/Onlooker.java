package io.callwatch.app;

import io.callwatch.graph.Page;
import java.util.function.Consumer;

/**
 * Somebody who looks at each page of a pass.
 *
 * @param judge whether the page is judged as well
 */
record Onlooker(Consumer<Page> look, boolean judge) {
}
