/**
 * The list request of Microsoft Graph's call records: windows, budgets and the plan; start at
 * {@link io.callwatch.graph.WindowPlanner}.
 */
package io.callwatch.graph;
