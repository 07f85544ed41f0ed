package io.callwatch.sandbox;

/** What a {@link Fault} may work with: the right answer to the request, and links of every sort. */
public interface Scene {
    /** The answer without the fault. */
    Answer good();

    /** The page without the fault; for a list request only. */
    Page page();

    /** A page as an answer. */
    Answer render(Page page);

    /** The URL of this request. */
    String here();

    /** The URL of the list request before this one; its own if it is the first. */
    String before();

    /** A fresh link to the same records as this request's. */
    String again();
}
