/** The simulated world that tests and the sandbox run against; start at {@link io.callwatch.sandbox.SimulatedTenant}. */
package io.callwatch.sandbox;
