package io.callwatch.graph;

/**
 * What the planner makes use of. Outside of an ablation all of it.
 *
 * @param chains windows made for many next pages
 * @param glimpses what a window has shown that is read anew
 * @param trend the level of the days around
 * @param lanes workers that begin apart
 * @param cutting windows that overflow are read anew rather than followed
 * @param caution narrow windows hold less than a page on average
 */
record Tactics(boolean chains, boolean glimpses, boolean trend, boolean lanes, boolean cutting, boolean caution) {

    static final Tactics ALL = new Tactics(true, true, true, true, true, true);
}
