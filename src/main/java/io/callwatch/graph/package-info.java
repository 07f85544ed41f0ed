/** Microsoft Graph's list of call records: requests, pages, budgets, failures; start at {@link io.callwatch.graph.PageReader}. */
package io.callwatch.graph;
