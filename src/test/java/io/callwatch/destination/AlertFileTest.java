package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.alert.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertFileTest {
    private static final String ONE = "0e0ec648-fc39-8157-bdd1-0a082b810064";
    private static final String TWO = "4f803af8-e0de-8407-9e25-af59de588eda";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void holdsEachIdOnceAlsoAfterARestart(LineFormat format) throws Exception {
        try (AlertFile file = open(format)) {
            file.append(List.of(Samples.event(ONE), Samples.event(ONE)));
            file.append(List.of(Samples.event(ONE)));
        }
        try (AlertFile file = open(format)) {
            file.append(List.of(Samples.event(ONE), Samples.event(TWO)));
        }
        assertThat(Files.readAllLines(path()).stream().filter(line -> line.contains(ONE))).hasSize(1);
        assertThat(Files.readAllLines(path()).stream().filter(line -> line.contains(TWO))).hasSize(1);
    }

    @Test
    void cutsOffALastLineThatACrashHasTorn() throws Exception {
        try (AlertFile file = open(LineFormat.JSONL)) {
            file.append(List.of(Samples.event(ONE)));
        }
        Files.writeString(path(), EventJson.of(Samples.event(TWO)).substring(0, 100), StandardOpenOption.APPEND);
        try (AlertFile file = open(LineFormat.JSONL)) {
            file.append(List.of(Samples.event(TWO)));
        }
        List<String> lines = Files.readAllLines(path());
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            new ObjectMapper().readTree(line);
        }
    }

    @Test
    void isForItsOwnerAlone() throws Exception {
        open(LineFormat.JSONL).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-------");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> new AlertFile(folder, LineFormat.JSONL)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd()|' /C calc'!A0", "+1+cmd()", "-2+3", "@SUM(A1)", "\t=1", "a\r\nb", "a,\"b\"", "a\nb", " x", "plain"})
    void aCsvLibraryReadsOneRowAndNoCellRuns(String name) throws Exception {
        try (AlertFile file = open(LineFormat.CSV)) {
            file.append(List.of(Samples.event(ONE, EventType.CALL_MATCHED, ONE, name)));
        }
        try (CSVParser parser = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(Files.newBufferedReader(path()))) {
            List<CSVRecord> rows = parser.getRecords();
            assertThat(rows).hasSize(1);
            assertThat(parser.getHeaderNames()).containsExactly(("id,timestamp,type,rule,severity,title,tenantId,callId,version,"
                    + "startDateTime,endDateTime,durationSeconds,organizerKind,organizerId,organizerName").split(","));
            assertThat(rows.get(0).get("organizerName")).doesNotContain("\n").doesNotMatch("^[=@\\t].*|^[+-].*[^0-9.].*");
            assertThat(rows.get(0).get("durationSeconds")).isEqualTo("4.2830111");
        }
    }

    @Test
    void aPlainNumberIsNoFormula() throws Exception {
        try (AlertFile file = open(LineFormat.CSV)) {
            file.append(List.of(Samples.event(ONE, EventType.CALL_MATCHED, ONE, "+4930123456")));
        }
        assertThat(Files.readString(path())).contains(",+4930123456\r\n");
    }

    private AlertFile open(LineFormat format) throws IOException {
        return new AlertFile(path(), format);
    }

    private Path path() {
        return folder.resolve("alerts");
    }
}
