/** Conditions in CEL, their verdicts and bursts. */
package io.callwatch.rule;
