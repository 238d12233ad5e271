package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;
import java.util.ArrayList;
import java.util.List;

/** A program that becomes another one: as its first words say, what these were started with, then the command. */
final class Becoming {
    private Becoming() {}

    /** Words: the ignored signals, the descriptors, {@code ranges} or {@code listed}, the command line. */
    @SuppressWarnings("SystemOut") // it is a program
    public static void main(String[] words) throws Exception {
        List<byte[]> raw = ProcessArguments.words();
        List<byte[]> command = new ArrayList<>(raw.subList(raw.size() - words.length + 3, raw.size()));
        Inheritance inheritance = Inheritance.parse(words[0], words[1]);
        if (words[2].equals("listed")) {
            Descriptors.passOneByOne(inheritance.descriptors());
        }
        try {
            Exec.become(command, ProcessArguments.environment(), inheritance);
        } catch (SyscallException refused) {
            System.out.println(refused.errno());
        }
    }
}
