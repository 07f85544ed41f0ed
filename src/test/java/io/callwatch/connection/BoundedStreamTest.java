package io.callwatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class BoundedStreamTest {
    @Test
    void nothingBeyondTheBoundIsReadOneByOneOrPassedOver() throws Exception {
        BoundedStream one = bounded(2);
        assertThat(new int[] {one.read(), one.read(), one.read()}).as("a byte of all ones is not the end").containsExactly(0xff, 1, -1);
        BoundedStream passed = bounded(3);
        assertThat(passed.skip(0) + passed.skip(-1)).isZero();
        assertThat(passed.skip(1) + passed.skip(100) + passed.skip(100)).isEqualTo(3);
        assertThat(passed.read()).isEqualTo(-1);
        assertThat(bounded(2).readAllBytes()).containsExactly(0xff, 1);
    }

    private static BoundedStream bounded(long most) {
        return new BoundedStream(new ByteArrayInputStream(new byte[] {(byte) 0xff, 1, 2, 3}), most, () -> false);
    }
}
