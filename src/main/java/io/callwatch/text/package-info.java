/**
 * Words for people, and for the log, that more than one package needs; any may import it. See {@link io.callwatch.text.Causes},
 * {@link io.callwatch.text.HowMany}, {@link io.callwatch.text.Nearest}, {@link io.callwatch.text.OneLine}, {@link io.callwatch.text.Unseen}
 * and {@link io.callwatch.text.Url}.
 */
package io.callwatch.text;
