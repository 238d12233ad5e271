/* SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only) */
/* What the guard and user space agree upon. The Java records of dev.berth.kernel.bpf mirror these structs byte for byte
 * (layouts.golden holds both to it); a change of any of them is a new GUARD_ABI. */
#ifndef PORT_GUARD_H
#define PORT_GUARD_H

#define GUARD_ABI 3
#define GUARD_REVISION 2 /* of the programs of this ABI: one more with each change of them that is released */

#define PORTS 65536
#define TCP 0
#define UDP 1
#define POOLS 2
#define NO_POOL -1

#define PENDING 1
#define PERSISTENT 2
#define RUNTIME 3

#define MAX_USERS 16
#define MAX_GROUPS 16
#define MAX_CGROUPS 8
#define MAX_DEPTH 64
#define MAX_PATH_BYTES 1024
#define MAX_GENERATIONS 64

#define REFUSALS_BYTES (256 * 1024)
#define REFUSALS_PER_SECOND 100

/* A cgroup path: its parts, each ended by NUL, lie one after the other in the entry's `paths`. */
struct named_cgroup {
	__u16 offset;
	__u16 depth; /* how many parts */
};

struct reservation {
	__u64 owner_start; /* clock ticks since boot, as field 22 of /proc/PID/stat */
	__u32 owner_tgid; /* 0: hangs on no process */
	__u32 next; /* where bind(0) goes on looking; the guard's own */
	__u16 start; /* host order, as every port here */
	__u16 count;
	__u8 state; /* PENDING, PERSISTENT or RUNTIME */
	__u8 pools; /* bit TCP, bit UDP */
	__u8 deny; /* the errno that strangers get */
	__u8 low_ports_privileged;
	__u8 user_count;
	__u8 group_count;
	__u8 cgroup_count;
	__u8 anchored; /* for user space: some socket's last close ends it */
	__u32 since; /* for user space: seconds since 1970 */
	__u64 anchor; /* the token that stands in its socket, where several hang on one; else 0 */
	__u64 request; /* for user space: the number by which a request that is repeated is known; 0 without */
	__u32 owner_uid; /* for user space: whose quota it counts for */
	__u32 padding;
	__u32 users[MAX_USERS];
	__u32 groups[MAX_GROUPS];
	struct named_cgroup cgroups[MAX_CGROUPS];
	char paths[MAX_PATH_BYTES];
};

/* Mapped into the memory of user space, which writes it under its lock; but for `endings`, to which the guard adds, and an
 * upgrade for what ended in the guard before. */
struct meta {
	__u32 abi;
	__u32 turn; /* where the next block of anybody's choice is looked for */
	__u64 namespace_cookie;
	__u64 namespace_inode; /* for people: a cookie is shown by no tool */
	__u64 next_token;
	__u8 boot_id[16];
	__u64 changes; /* how many were announced; the two highest bits: it is being taken out, it is out */
	__u64 endings; /* how many reservations ended with their anchors */
	__u32 revision; /* GUARD_REVISION of the programs that were attached last; 0 while an upgrade is under way */
	__u32 padding;
};

struct claims {
	__u8 bits[PORTS / 8];
};

/* What ends with a socket. */
struct anchor {
	__u64 token; /* of the first reservation, also when that has ended before */
	__u64 shared; /* 1 when there were others, which name this token as their anchor */
};

/* What the guard remembers of a socket. */
struct mark {
	__u64 passed; /* the token under which the bind hook let it in */
	__u32 counted; /* the slot it is counted for, plus one */
	__u32 padding;
};

struct refusal {
	__u64 boottime; /* ns */
	__u64 token;
	__u64 cgroup; /* id */
	__u32 pid;
	__u32 uid;
	__u32 unreported; /* refusals of this user that were left out before this one */
	__u16 port;
	__u8 pool;
	__u8 family;
	__u32 address[4]; /* network order; an IPv4 address is the first word */
	char command[16];
};

struct refusal_rate {
	__u64 second;
	__u32 count;
	__u32 unreported;
};

#endif
