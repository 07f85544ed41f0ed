package io.callwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnseenTest {
    @Test
    void whatIsNotSeenIsSpelledAndLinesStay() {
        assertThat(Unseen.spelled("a\u200b\u2028\u2029\u3000\u001b")).isEqualTo("a\\u200b\\u2028\\u2029\\u3000\\u001b");
        assertThat(Unseen.spelled("a line\n\tand another")).isEqualTo("a line\n\tand another");
    }
}
