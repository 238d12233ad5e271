/* SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only) */
/* The few fields of the kernel's structs that the guard reads; their places are found at load time (CO-RE). */
#ifndef KERNEL_TYPES_H
#define KERNEL_TYPES_H

#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define INADDR_LOOPBACK 0x7f000001
#define EADDRINUSE 98
#define NSEC_PER_SEC 1000000000ULL
/* USER_HZ is 100 on every architecture that Berth knows. */
#define NSEC_PER_TICK (NSEC_PER_SEC / 100)

/* What a cgroup program answers. */
#define REFUSE 0
#define ALLOW 1
/* Allow, and ask for no CAP_NET_BIND_SERVICE: BPF_RET_BIND_NO_CAP_NET_BIND_SERVICE. */
#define ALLOW_LOW_PORT 3

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	__u32 val;
} kuid_t;

typedef struct {
	__u32 val;
} kgid_t;

struct group_info {
	int ngroups;
	kgid_t gid[];
};

struct cred {
	kuid_t euid;
	kgid_t egid;
	struct group_info *group_info;
};

struct signal_struct {
	atomic_t live;
};

struct kernfs_node {
	const char *name;
	__u64 id;
};

struct cgroup {
	int level;
	struct kernfs_node *kn;
	struct cgroup *ancestors[]; /* since Linux 6.1 */
};

struct css_set {
	struct cgroup *dfl_cgrp;
};

struct task_struct {
	int tgid;
	struct task_struct *group_leader;
	struct task_struct *real_parent;
	__u64 start_boottime;
	struct signal_struct *signal;
	const struct cred *cred;
	struct css_set *cgroups;
	char comm[16];
};

#pragma clang attribute pop

/* To ask whether the running kernel has a helper. */
enum bpf_func_id___local {
	BPF_FUNC_set_retval___local = 187, /* since Linux 5.18 */
	BPF_FUNC_skc_to_mptcp_sock___local = 196, /* since Linux 5.19 */
};

extern struct task_struct *bpf_task_from_pid(__s32 pid) __ksym __weak;
extern void bpf_task_release(struct task_struct *task) __ksym __weak;

#endif
