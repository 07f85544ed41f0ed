/** Alerts and the events that are sent about them; start at {@link io.callwatch.alert.Event}. */
package io.callwatch.alert;
