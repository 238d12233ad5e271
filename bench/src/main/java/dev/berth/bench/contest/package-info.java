/** What a measurement is: contestants that run in turns, what comes of it, and what is to be reached. */
package dev.berth.bench.contest;
