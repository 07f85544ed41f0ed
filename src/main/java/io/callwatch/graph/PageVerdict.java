package io.callwatch.graph;

/** What is to be done after a page of a window. */
public enum PageVerdict {

    /** There is more: ask for the page that the nextLink leads to, paid from the budget for next pages. */
    FOLLOW,

    /** There is more, but the window goes back to the work, to be read anew in parts; forget it and ask for the next one. */
    CUT,

    /** That was the last page: once its records are committed, say {@link WindowPlanner#done}. */
    COMPLETE
}
