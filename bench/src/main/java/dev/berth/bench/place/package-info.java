/** Where a measurement happens: a guarded cgroup, and directories of its own. */
package dev.berth.bench.place;
