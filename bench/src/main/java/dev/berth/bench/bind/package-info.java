/** Measures an ordinary bind, of ports that nobody has reserved. */
package dev.berth.bench.bind;
