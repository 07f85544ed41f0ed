/** The commands; start at {@link io.callwatch.cli.CommandLineOfCallwatch}. */
package io.callwatch.cli;
