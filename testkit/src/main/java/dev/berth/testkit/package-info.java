/**
 * The walls between tests, and programs of the outside world to act within them. Start at
 * {@link dev.berth.testkit.InWalls}.
 */
package dev.berth.testkit;
