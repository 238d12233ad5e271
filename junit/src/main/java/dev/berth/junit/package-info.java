/** Ports for tests: annotations for parameters and fields of test classes. */
package dev.berth.junit;
