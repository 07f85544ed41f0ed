/** Typed settings, their checks and messages; start at {@link io.callwatch.config.Configuration}. */
package io.callwatch.config;
