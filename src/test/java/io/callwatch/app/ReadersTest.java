package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class ReadersTest {
    @Test
    void noneOutlivesAHostThatStopsTheApplication() {
        assertThat(Readers.make()).isInstanceOfSatisfying(ThreadPoolExecutor.class, pool -> assertThat(pool.getCorePoolSize()).isZero());
    }
}
