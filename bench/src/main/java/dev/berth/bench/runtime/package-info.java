/** Runtime reservations, beside portpicker, portserver and {@code bind(0)}, and how soon they end. */
package dev.berth.bench.runtime;
