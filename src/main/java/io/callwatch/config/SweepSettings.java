package io.callwatch.config;

import java.time.Duration;

/** @param schedule a Quartz cron expression, still unchecked */
public record SweepSettings(String name, String schedule, Duration lookBack) {
}
