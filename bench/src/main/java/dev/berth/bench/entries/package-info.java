/** Listing and closing TCP entries, beside {@code ss}, OSHI and a program in C. */
package dev.berth.bench.entries;
