/** Processes, and the sockets that they have open. */
package dev.berth.kernel.process;
