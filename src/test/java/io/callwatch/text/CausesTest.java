package io.callwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void theChainOfAFailureIsToldByItsClassesAndPlacesAndNeverByItsWords() {
        Throwable bare = new IOException("s3cr3t");
        bare.setStackTrace(new StackTraceElement[0]);
        String here = " at " + getClass().getName() + ".theChainOfAFailureIsToldByItsClassesAndPlacesAndNeverByItsWords(CausesTest.java:";
        assertThat(Causes.of(new IllegalStateException("https://hooks.example.com/p4th", bare)))
                .startsWith("java.lang.IllegalStateException" + here).endsWith(") <- java.io.IOException");
    }

    @Test
    void aChainWithoutEndIsCut() {
        Throwable one = new IOException();
        one.initCause(new IOException(one));
        assertThat(Causes.of(one).split(" <- ")).hasSize(10);
    }
}
