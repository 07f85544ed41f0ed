/** Words for people and for the log, and files of text, that more than one package needs; start at {@link io.callwatch.text.OneLine}. */
package io.callwatch.text;
