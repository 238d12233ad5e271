/** The cgroup2 hierarchy: where it is mounted, and which group a process or a number means. */
package dev.berth.kernel.cgroup;
