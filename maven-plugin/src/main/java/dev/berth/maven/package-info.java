/** Reserves ports for a Maven build, and keeps them to its end. */
@org.jspecify.annotations.NullMarked
package dev.berth.maven;
