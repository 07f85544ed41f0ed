package io.callwatch.connection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    /** The second is in the same look, behind the one that fails. */
    @Test
    void anErrorStopsTheClockForNobodyElse() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        Deadlines.watch(timed(failed, () -> {
            throw new OutOfMemoryError("none left");
        }), Duration.ofMillis(1));
        Deadlines.watch(timed(cut, () -> { }), Duration.ofMillis(1));
        assertThat(failed.await(10, SECONDS)).isTrue();
        assertThat(cut.await(10, SECONDS)).isTrue();
    }

    /** As a connection that is made just when it is cut: nothing would end the next one. */
    @Test
    void whatIsNotDoneByBeingCutIsCutAgainAlsoBesideOneThatFailsEachTime() throws Exception {
        CountDownLatch cut = new CountDownLatch(3);
        Deadlines.watch(new Deadlines.Timed() {
            @Override
            public boolean isDone() {
                throw new IllegalStateException("it is shut down");
            }

            @Override
            public void cut() {
            }
        }, Duration.ofHours(1));
        Deadlines.watch(timed(cut, () -> { }), Duration.ofMillis(1));
        assertThat(cut.await(10, SECONDS)).isTrue();
    }

    /** A server of web applications warns of each thread that it finds when one is taken out. */
    @Test
    void noThreadStaysWhereNothingIsWatchedAnyMore() {
        CountDownLatch cut = new CountDownLatch(1);
        Deadlines.watch(timed(cut, () -> { }), Duration.ofMillis(1));
        await().atMost(Duration.ofSeconds(60)).until(() -> cut.getCount() == 0
                && Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("deadlines")));
    }

    private static Deadlines.Timed timed(CountDownLatch cut, Runnable then) {
        return new Deadlines.Timed() {
            @Override
            public boolean isDone() {
                return cut.getCount() == 0;
            }

            @Override
            public void cut() {
                cut.countDown();
                then.run();
            }
        };
    }
}
