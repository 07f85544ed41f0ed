package io.callwatch.connection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    @Test
    void anErrorStopsTheClockForNobodyElse() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        Deadlines.watch(new Deadlines.Timed() {
            @Override
            public boolean isDone() {
                return failed.getCount() == 0;
            }

            @Override
            public void cut() {
                failed.countDown();
                throw new OutOfMemoryError("none left");
            }
        }, Duration.ofMillis(1));
        assertThat(failed.await(10, SECONDS)).isTrue();

        CountDownLatch cut = new CountDownLatch(1);
        Deadlines.watch(new Deadlines.Timed() {
            @Override
            public boolean isDone() {
                return cut.getCount() == 0;
            }

            @Override
            public void cut() {
                cut.countDown();
            }
        }, Duration.ofMillis(1));
        assertThat(cut.await(10, SECONDS)).isTrue();
    }
}
