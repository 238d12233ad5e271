/** Netlink, and over it {@code sock_diag(7)}: which sockets there are and who holds them. */
package dev.berth.kernel.netlink;
