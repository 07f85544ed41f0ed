package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is left of a text behind a veil. */
class VeilTest {
    private final Veil veil = new Veil((key, value) -> "X");

    @Test
    void lettersThatHaveSeveralLowerCasesAreHiddenToo() {
        veil.over("displayName", "İsmail Yılmaz");
        assertThat(veil.within("call of İsmail Yılmaz")).isEqualTo("call of X");
        assertThat(veil.made("ismail YILMAZ, İSMAİL yılmaz")).doesNotContainIgnoringCase("smail").doesNotContainIgnoringCase("lmaz");
        assertThat(veil.made("YILMAZ")).as("as the name itself").isEqualTo("X");
    }

    @Test
    void ofAShorterAndALongerNameTheLongerIsHiddenWhole() {
        veil.over("displayName", "Anna");
        veil.over("displayName", "Anna Lindqvist");
        assertThat(veil.within("of Anna Lindqvist and Anna")).isEqualTo("of X and X");
    }

    @Test
    void aLongNameIsHiddenInsideOfAWordAndAShortOneAsAWordAlone() {
        veil.over("displayName", "Anna");
        veil.over("displayName", "Bob");
        assertThat(veil.within("Annabelle, Bobby, Bob")).isEqualTo("Xbelle, Bobby, X");
    }

    @Test
    void aWordThatHoldsAPartOfANameSaysNothing() {
        veil.over("displayName", "Bob Li");
        assertThat(veil.made("bobby lively")).isEqualTo("*** lively");
    }

    @Test
    void whatIsLearnedAfterATextIsHiddenOrShownInTheNext() {
        veil.over("displayName", "Bob Marley");
        assertThat(veil.made("marley of Eve Adams")).isEqualTo("X of Eve Adams");
        veil.over("displayName", "Eve Adams");
        assertThat(veil.within("of Eve Adams")).isEqualTo("of X");
        assertThat(veil.made("marley of Eve Adams")).isEqualTo("X of X");
        veil.show("marley");
        assertThat(veil.made("marley of Eve Adams")).isEqualTo("marley of X");
    }

    @Test
    void besideANameWithoutMeasureNothingIsMadeThatMayHoldAPieceOfIt() {
        veil.show("peerToPeer");
        assertThat(veil.over("displayName", "Bob ".repeat(2_501))).isEqualTo("X");
        assertThat(veil.made("of Bob")).isEqualTo("***");
        assertThat(veil.made("eve")).as("its words are not known").isEqualTo("***");
        assertThat(veil.made("peerToPeer")).isEqualTo("peerToPeer");
        assertThat(veil.made("")).isEmpty();
        assertThat(veil.made(null)).isNull();
    }
}
