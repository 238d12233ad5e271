/** Puts the rooms of the Linux kernel together. */
package dev.berth.kernel.linux;
