package io.callwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
    @ParameterizedTest
    @CsvSource({"'  ab\n\tcd \u2028e\u2029 ', ab cd e", "a\u202Eb\u200Bc, abc", "a\uD83Db, a\uFFFDb", "'\u00A0', ''", ", ''"})
    void hasOneSpaceForEachGapAndNothingThatIsNotSeen(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\uD83D\uDC68\u200D\uD83D\uDCBB"})
    void keepsTheJoinersOfPersianAndEmoji(String text) {
        assertThat(OneLine.of(text)).isEqualTo(text);
    }

    /** As guests call themselves who want no name: joiners, Hangul's fillers, Braille's blank, a mark on no letter. */
    @ParameterizedTest
    @ValueSource(strings = {"\u200D\u200C", "\u3164", "\u115F \u1160\uFFA0", "\u2800\u2800", "\uFE0F", "\u034F\u200D"})
    void isEmptyWhereNothingIsSeen(String text) {
        assertThat(OneLine.of(text)).isEmpty();
        assertThat(OneLine.of(text + "a")).endsWith("a");
        assertThat(OneLine.of(text.repeat(9), 4)).isEmpty();
    }

    @Test
    void isCutBetweenCharacters() {
        assertThat(OneLine.of("abcd", 4)).isEqualTo("abcd");
        assertThat(OneLine.of("abcde", 4)).isEqualTo("abc\u2026");
        assertThat(OneLine.of("ab\uD83D\uDE00c", 4)).isEqualTo("ab\u2026");
    }
}
