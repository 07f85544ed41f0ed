/** Callwatch as a Camel application: the beans that the routes name, and their wiring; start at {@link io.callwatch.app.Application}. */
package io.callwatch.app;
