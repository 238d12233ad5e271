/** Programs that are measured: workers that wait for the next lap, and commands from their start to their end. */
package dev.berth.bench.peer;
