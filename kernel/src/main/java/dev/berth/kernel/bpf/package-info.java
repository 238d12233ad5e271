/**
 * The guard in the kernel: {@code port_guard.bpf.c}, loaded through libbpf, and the maps that its programs judge by,
 * read and written through {@code bpf(2)}.
 */
package dev.berth.kernel.bpf;
