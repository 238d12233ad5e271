package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/filters.md shows filters that are some. */
class FilterDocumentTest {
    /** What stands in backquotes in the last cell of a row of conditions, or in quotes in a command. */
    private static final Pattern CONDITION = Pattern.compile(
            "`((?:s|d)port|src|dst|dev|state|exclude|owner|user|unit|idle" + "|reservation|cookie) [^`]+`");

    private static final Pattern COMMAND = Pattern.compile("^berth .* '(.+)'$");

    @Test
    void everyExampleIsAFilter() throws Exception {
        List<String> filters = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("berth.root"), "docs", "filters.md"))) {
            Matcher command = COMMAND.matcher(line);
            if (command.find()) {
                filters.add(command.group(1));
            }
            Matcher condition = CONDITION.matcher(line);
            while (condition.find()) {
                filters.add(condition.group().replace("`", ""));
            }
        }
        assertThat(filters).hasSizeGreaterThan(15);
        for (String filter : filters) {
            assertThat(EntryFilter.parse(filter, name -> OptionalInt.of(80)))
                    .as(filter)
                    .isNotNull();
        }
    }
}
