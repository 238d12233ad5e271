/* SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only) */
/* What socket_owners.bpf.c tells: shared with whoever reads it. */
#ifndef SOCKET_OWNERS_H
#define SOCKET_OWNERS_H

/*
 * A process has a socket open. Numbers of sockets' inodes are 32 bits wide, here and in sock_diag; of an MPTCP
 * connection it is the inode of the MPTCP socket, and so it is there.
 */
struct socket_owner {
	__u32 inode;
	__u32 pid;
};

#endif
