/** Microsoft Graph's call record as immutable values; start at {@link io.callwatch.callrecord.CallRecord}. */
package io.callwatch.callrecord;
