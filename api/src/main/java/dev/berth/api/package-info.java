/**
 * Ports that are really reserved: the interface. Start at {@link dev.berth.api.Ports}; an engine of Berth's, in the same
 * process, is what implements it:
 *
 * {@snippet class = "dev.berth.it.client.FromJava" region = "open"}
 *
 * What was asked for is a value, {@link dev.berth.api.ReservationRequest}, and so is what comes of it: an {@link
 * dev.berth.api.Outcome} is granted or refused, and nothing is thrown that a program could answer.
 */
package dev.berth.api;
