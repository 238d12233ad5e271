/**
 * What Berth asks of the kernel, as interfaces, records and exceptions without a trace of how it is asked. The engine
 * sees this package and nothing else of the room; {@link dev.berth.kernel.linux.LinuxKernel} is the real answer.
 */
package dev.berth.kernel;
