/** Measures reservations that are to last: created and deleted durably. */
package dev.berth.bench.durable;
