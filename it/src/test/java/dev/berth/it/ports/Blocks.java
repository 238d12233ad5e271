package dev.berth.it.ports;

import dev.berth.api.PortBlock;
import java.util.List;

/** Blocks to try. */
final class Blocks {
    /** Those that no reservation can have. */
    static final List<PortBlock> UNSOUND = List.of(
            PortBlock.of(0, 1),
            PortBlock.of(0, 65_535),
            PortBlock.of(40_000, 0),
            PortBlock.of(65_535, 2),
            PortBlock.of(2, 65_535),
            PortBlock.of(65_535, 65_535));

    /** The same block, and each way to share some of its ports. */
    static List<PortBlock> touching(PortBlock block) {
        int start = block.start();
        int count = block.count();
        return List.of(
                block,
                PortBlock.of(start, 1),
                PortBlock.of(block.last(), 1),
                PortBlock.of(start + 1, count - 2),
                PortBlock.of(start - 1, count + 2),
                PortBlock.of(start - 1, 2),
                PortBlock.of(block.last(), 2));
    }

    private Blocks() {}
}
