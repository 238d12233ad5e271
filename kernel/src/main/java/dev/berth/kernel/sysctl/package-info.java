/** {@code /proc/sys/net}: which ports automatic assignment leaves alone. */
package dev.berth.kernel.sysctl;
