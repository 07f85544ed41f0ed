/** The commands; start at {@link io.callwatch.cli.RootCommand}. */
package io.callwatch.cli;
