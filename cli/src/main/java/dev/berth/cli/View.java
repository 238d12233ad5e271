package dev.berth.cli;

import tools.jackson.core.JsonGenerator;

/** Something to show, to people or to programs. */
interface View {
    /** For people: whole lines. */
    String text(LocalTimes times);

    /** For programs: the members of the JSON object that the schemas of {@code docs/schema} describe. */
    void write(JsonGenerator json);

    /** Tells whether it only says that all is well, which {@code --quiet} leaves out. */
    boolean isConfirmation();
}
