/**
 * Ways to other machines, bounded in time and in size: HTTP clients, the proxy, mail servers, and what went wrong with one in words;
 * start at {@link io.callwatch.connection.HttpClients}.
 */
package io.callwatch.connection;
