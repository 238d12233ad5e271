/**
 * Decides who gets which port, and keeps the store, the guard and the list of reserved ports of one mind. Start at
 * {@link dev.berth.engine.EnginePorts}.
 */
package dev.berth.engine;
