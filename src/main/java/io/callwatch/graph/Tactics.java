package io.callwatch.graph;

/**
 * What the planner makes use of. Outside of an ablation all of it.
 *
 * @param chains windows made for many next pages
 * @param glimpses when the calls begin that a window has shown that is read anew; else as if they were spread evenly
 * @param trend the level of the days around
 * @param lanes workers that begin apart
 * @param cutting windows that overflow are read anew rather than followed
 * @param caution narrow windows hold less than a page on average
 */
record Tactics(boolean chains, boolean glimpses, boolean trend, boolean lanes, boolean cutting, boolean caution) {

    static final Tactics ALL = new Tactics(true, true, true, true, true, true);
}
