package dev.berth.engine;

/**
 * How much a user may hold of runtime reservations at a time, all processes together.
 *
 * @param blocks how many reservations
 * @param ports how many ports in all of them; one in both pools counts once
 */
public record Quota(int blocks, int ports) {}
