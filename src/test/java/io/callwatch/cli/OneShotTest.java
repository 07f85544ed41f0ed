package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.slf4j.LoggerFactory;

class OneShotTest {
    /** Such as a pager that has stopped at its first page, or a journal that hangs: the process would stay until it is killed. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aStopDoesNotWaitForWhoeverReadsTheLog() {
        CountDownLatch taken = new CountDownLatch(1);
        AppenderBase<ILoggingEvent> full = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                try {
                    taken.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        full.start();
        Logger log = (Logger) LoggerFactory.getLogger(OneShot.class);
        log.addAppender(full);
        try {
            OneShot.sayUndone(false);
            assertThat(taken.getCount()).isOne();
        } finally {
            taken.countDown();
            log.detachAppender(full);
        }
    }
}
