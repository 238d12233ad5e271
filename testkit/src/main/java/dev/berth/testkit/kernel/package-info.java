/** A kernel in memory that does what a test tells it. Start at {@link dev.berth.testkit.kernel.ScriptedKernel}. */
package dev.berth.testkit.kernel;
