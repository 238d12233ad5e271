/** Ports that are really reserved: the interface. Start at {@link dev.berth.api.Ports}. */
package dev.berth.api;
