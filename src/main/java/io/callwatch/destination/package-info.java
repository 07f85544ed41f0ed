/** Events as mails, webhook calls and lines of a file; start at {@link io.callwatch.destination.EventJson}. */
package io.callwatch.destination;
