package dev.berth.cli;

import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/**
 * What this machine can do.
 *
 * @param findings in the order in which they build on each other
 */
record FindingsView(List<Finding> findings) implements View {
    @Override
    public String text(LocalTimes times) {
        Table table = new Table("SUBJECT", "ANSWER", "DETAIL");
        StringBuilder remedies = new StringBuilder();
        for (Finding finding : findings) {
            table.add(finding.subject(), label(finding.answer()), finding.detail());
            if (finding.remedy().isPresent()) {
                remedies.append(finding.subject())
                        .append(": ")
                        .append(finding.remedy().get())
                        .append('\n');
            }
        }
        return remedies.isEmpty() ? table.toString() : table + "\nWhat to do:\n" + remedies;
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeArrayPropertyStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringProperty("subject", finding.subject());
            json.writeStringProperty("answer", label(finding.answer()));
            json.writeStringProperty("detail", finding.detail());
            if (finding.remedy().isPresent()) {
                json.writeStringProperty("remedy", finding.remedy().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public boolean isConfirmation() {
        return false;
    }

    private static String label(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }
}
