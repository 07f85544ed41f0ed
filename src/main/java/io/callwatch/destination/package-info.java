/** What events look like in mail, webhooks and files, and how a file is kept; start at {@link io.callwatch.destination.Notice}. */
package io.callwatch.destination;
