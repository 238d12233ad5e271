/** Runtime reservations through berthd, beside portserver; what berthd weighs, and how soon it answers. */
package dev.berth.bench.daemon;
