package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class ListFunctionsTest {
    @TempDir
    private Path folder;
    private final List<String> told = new ArrayList<>();

    @Test
    void aValueIsOneOfAListOrNot() throws Exception {
        ValueList list = ValueList.of(List.of(" +4930123456 ", "", "+4989111"));
        assertThat(listed(list, "+4930123456")).isTrue();
        assertThat(listed(list, "+493012345")).isFalse();
        assertThat(listed(list, "")).isFalse();
    }

    @Test
    void aFilesEmptyLinesAndCommentsAreNoValues() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.txt"), "\ufeff+49111\r\n\r\n # +49222\n  +49333  ");
        assertThat(ofFile(file).get()).containsExactlyInAnyOrder("+49111", "+49333");
        Files.writeString(file, "\ufeff# bad ones\r\n+49111\r\n");
        assertThat(ofFile(file).get()).as("behind a byte order mark").containsExactly("+49111");
    }

    @Test
    void aFileIsReadAnewWhenItChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.txt"), "+49111\n");
        ValueList list = ofFile(file);
        CompiledCondition condition = condition(list);
        assertThat(condition.judge(Records.phoneCall().phone("+49222").record()).isMatch()).isFalse();
        Files.writeString(file, "+49222\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5000));
        assertThat(condition.judge(Records.phoneCall().phone("+49222").record()).isMatch()).isTrue();
        FileTime same = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(Files.writeString(file, "+49111\n+49222\n"), same);
        assertThat(condition.judge(Records.phoneCall().phone("+49111").record()).isMatch()).as("a coarse clock").isTrue();
    }

    /** As that of a shell's {@code <(…)}. */
    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void whatAPipeHasSaidStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        FutureTask<ValueList> list = new FutureTask<>(() -> ofFile(pipe));
        new Thread(list).start();
        Files.writeString(pipe, "+49111\n+49333\n");
        assertThat(list.get().get()).containsExactlyInAnyOrder("+49111", "+49333");
    }

    @Test
    void aFileThatIsGoneKeepsItsValuesAndThatIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.txt"), "+49111\n");
        ValueList list = ofFile(file);
        Files.delete(file);
        assertThat(list.get()).containsExactly("+49111");
        assertThat(list.get()).containsExactly("+49111");
        assertThat(told).as("once").containsExactly(file + " cannot be read: no such file or folder");
        assertThatThrownBy(() -> ofFile(file)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bad.txt");
        Files.writeString(file, "+49222\n+49333\n");
        assertThat(list.get()).containsExactlyInAnyOrder("+49222", "+49333");
        Files.write(file, new byte[] {(byte) 0xfc, '\n'});
        assertThat(list.get()).containsExactlyInAnyOrder("+49222", "+49333");
        assertThat(told).containsExactly(file + " cannot be read: no such file or folder", file + " cannot be read: not in UTF-8");
    }

    @Test
    void anUnchangedFileOfAHundredThousandLinesIsReadOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.txt"),
                IntStream.range(0, 100_000).mapToObj(i -> "+49" + (100_000_000 + i)).collect(Collectors.joining("\n")));
        ValueList list = ofFile(file);
        assertThat(listed(list, "+49100099999")).isTrue();
        assertThat(listed(list, "+49100100000")).isFalse();
        assertThat(list.get()).isSameAs(list.get());
    }

    @Test
    void aListThatIsNamedWronglyByAValueOfTheRecordIsAFailure() {
        RuleContext context = RuleContext.builder().list("bad", ValueList.of(List.of())).build();
        CompiledCondition condition = new RuleLanguage(context).compile("oneOf('x', call.id)");
        assertThatThrownBy(() -> condition.judge(Records.phoneCall().record())).isInstanceOf(RuleFailure.class)
                .hasMessage("a value that a function does not take");
    }

    private ValueList ofFile(Path file) {
        return ValueList.ofFile(file, told::add);
    }

    private static boolean listed(ValueList list, String phone) throws RuleFailure {
        return condition(list).judge(Records.phoneCall().phone(phone).record()).isMatch();
    }

    private static CompiledCondition condition(ValueList list) {
        return new RuleLanguage(RuleContext.builder().list("bad", list).build()).compile("oneOf(call.organizer.phone, 'bad')");
    }
}
