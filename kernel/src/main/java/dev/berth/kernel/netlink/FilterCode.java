package dev.berth.kernel.netlink;

import dev.berth.api.EntryFilter;
import dev.berth.kernel.netlink.Condition.Constant;
import dev.berth.kernel.netlink.Condition.Every;
import dev.berth.kernel.netlink.Condition.Question;
import dev.berth.kernel.netlink.Condition.Some;
import dev.berth.kernel.netlink.Condition.Test;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Filters as {@code inet_diag_bc_run()} of {@code net/ipv4/inet_diag.c} runs them: {@code INET_DIAG_REQ_BYTECODE}. A
 * code that ends exactly at its end accepts the socket; one that goes on four bytes behind it does not.
 *
 * <p>Every instruction goes on with the next one where the answer is yes, and only its {@code no} is a jump. So the
 * eight bits of {@code yes} never limit a code, and all jumps end on the chain of {@code yes} that the kernel's audit
 * follows. The same port is asked for by a condition on the host, which every kernel knows; {@code INET_DIAG_BC_S_EQ}
 * came with Linux 4.16 and says no more.
 */
final class FilterCode {
    /** Beyond this the kernel's audit, which follows the chain anew for every jump, costs more than it saves. */
    static final int LONGEST = 16 * 1024;

    /** Where a jump goes: known once everything before it is written. */
    private static final class Place {
        private int at = -1;
    }

    /** An instruction, and where it goes on where the answer is no. */
    private record Instruction(int at, int code, int bytes, Place no, Optional<Question> question) {}

    private final List<Instruction> instructions = new ArrayList<>();
    private final Place accept = new Place();
    private final Place reject = new Place();
    private int end;

    /**
     * The code of a filter: it accepts every socket that meets the filter, and exactly these where the filter asks for
     * ports, hosts and interfaces only.
     *
     * @return empty if the kernel can tell nothing apart, or if the code would be too long
     */
    static Optional<byte[]> of(EntryFilter filter, Condition.Interfaces interfaces) {
        Condition condition = Condition.of(filter, interfaces);
        if (condition.equals(Condition.ALWAYS)) {
            return Optional.empty();
        }
        FilterCode code = new FilterCode();
        code.put(condition, code.accept, code.reject, code.accept);
        return code.end > LONGEST ? Optional.empty() : Optional.of(code.bytes());
    }

    /** Puts a condition: where it goes on if it is met, where if not, and what will stand right behind it. */
    private void put(Condition condition, Place met, Place missed, Place next) {
        switch (condition) {
            case Constant(boolean always) -> jump(always ? met : missed, next);
            case Test(Question question, boolean expected) ->
                ask(question, expected ? met : missed, expected ? missed : met, next);
            case Every(List<Condition> conditions) -> {
                for (Condition inner : conditions.subList(0, conditions.size() - 1)) {
                    Place following = new Place();
                    put(inner, following, missed, following);
                    following.at = end;
                }
                put(conditions.getLast(), met, missed, next);
            }
            case Some(List<Condition> conditions) -> {
                for (Condition inner : conditions.subList(0, conditions.size() - 1)) {
                    Place following = new Place();
                    put(inner, met, following, following);
                    following.at = end;
                }
                put(conditions.getLast(), met, missed, next);
            }
        }
    }

    private void ask(Question question, Place yes, Place no, Place next) {
        int bytes = InetDiagBcOp.BYTES + operand(question);
        if (yes == next) {
            add(code(question), bytes, no, Optional.of(question));
            return;
        }
        Place over = new Place();
        add(code(question), bytes, no == next ? over : no, Optional.of(question));
        add(InetDiagBcOp.INET_DIAG_BC_JMP, InetDiagBcOp.BYTES, yes, Optional.empty());
        over.at = end;
    }

    private void jump(Place where, Place next) {
        if (where != next) {
            add(InetDiagBcOp.INET_DIAG_BC_JMP, InetDiagBcOp.BYTES, where, Optional.empty());
        }
    }

    private void add(int code, int bytes, Place no, Optional<Question> question) {
        instructions.add(new Instruction(end, code, bytes, no, question));
        end += bytes;
    }

    private byte[] bytes() {
        accept.at = end;
        reject.at = end + InetDiagBcOp.BYTES;
        MemorySegment code = MemorySegment.ofArray(new int[end / Integer.BYTES]); // as the structs are aligned
        for (Instruction instruction : instructions) {
            new InetDiagBcOp(instruction.code, instruction.bytes, instruction.no.at - instruction.at)
                    .write(code, instruction.at);
            instruction.question.ifPresent(question -> write(question, code, instruction.at + InetDiagBcOp.BYTES));
        }
        return code.toArray(ValueLayout.JAVA_BYTE);
    }

    private static int code(Question question) {
        return switch (question) {
            case Question.OfPort(EntryFilter.End end, boolean least, int _) ->
                switch (end) {
                    case LOCAL -> least ? InetDiagBcOp.INET_DIAG_BC_S_GE : InetDiagBcOp.INET_DIAG_BC_S_LE;
                    case REMOTE -> least ? InetDiagBcOp.INET_DIAG_BC_D_GE : InetDiagBcOp.INET_DIAG_BC_D_LE;
                };
            case Question.OfHost(EntryFilter.End end, InetDiagHostcond _) ->
                end == EntryFilter.End.LOCAL ? InetDiagBcOp.INET_DIAG_BC_S_COND : InetDiagBcOp.INET_DIAG_BC_D_COND;
            case Question.OfDevice _ -> InetDiagBcOp.INET_DIAG_BC_DEV_COND;
        };
    }

    private static int operand(Question question) {
        return switch (question) {
            case Question.OfPort _ -> InetDiagBcOp.BYTES;
            case Question.OfHost(EntryFilter.End _, InetDiagHostcond host) -> host.bytes();
            case Question.OfDevice _ -> Integer.BYTES;
        };
    }

    private static void write(Question question, MemorySegment code, long at) {
        switch (question) {
            case Question.OfPort port -> new InetDiagBcOp(0, 0, port.port()).write(code, at);
            case Question.OfHost(EntryFilter.End _, InetDiagHostcond host) -> host.write(code, at);
            case Question.OfDevice(int index) -> code.set(ValueLayout.JAVA_INT, at, index);
        }
    }
}
