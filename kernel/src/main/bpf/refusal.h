/* SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only) */
/* How a stranger is refused: the error that he gets, and the event that says so. */
#ifndef REFUSAL_H
#define REFUSAL_H

#define EACCES 13

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, REFUSALS_BYTES);
} refusals SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct refusal_rate);
} refusal_rates SEC(".maps");

struct address {
	__u32 family;
	__u32 words[4]; // network order
};

// Tells whether one more refusal of this user may be reported in this second, and how many went unreported before.
static __always_inline bool may_report(__u32 uid, __u64 now, __u32 *unreported)
{
	struct refusal_rate fresh = {.second = now / NSEC_PER_SEC, .count = 1};
	struct refusal_rate *rate = bpf_map_lookup_elem(&refusal_rates, &uid);

	*unreported = 0;
	if (!rate) {
		bpf_map_update_elem(&refusal_rates, &uid, &fresh, BPF_ANY);
		return true;
	}
	if (rate->second != fresh.second) {
		*unreported = rate->unreported;
		rate->second = fresh.second;
		rate->count = 0;
		rate->unreported = 0;
	}
	if (rate->count >= REFUSALS_PER_SECOND) {
		__sync_fetch_and_add(&rate->unreported, 1);
		return false;
	}
	__sync_fetch_and_add(&rate->count, 1);
	return true;
}

static __always_inline void report(__u64 token, __u32 pool, __u32 port, const struct address *address)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u64 now = bpf_ktime_get_boot_ns();
	__u32 uid = task->cred->euid.val, unreported;
	struct refusal *event;

	if (!may_report(uid, now, &unreported))
		return;
	event = bpf_ringbuf_reserve(&refusals, sizeof(*event), 0);
	if (!event)
		return; // nobody reads; refusals are hints
	event->boottime = now;
	event->token = token;
	event->cgroup = BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id);
	event->pid = task->tgid;
	event->uid = uid;
	event->unreported = unreported;
	event->port = port;
	event->pool = pool;
	event->family = address->family;
	__builtin_memcpy(event->address, address->words, sizeof(event->address));
	bpf_probe_read_kernel(event->command, sizeof(event->command), &task->comm);
	bpf_ringbuf_submit(event, 0);
}

static __always_inline int refuse(__u8 deny)
{
	// Before Linux 5.18 the kernel knows EPERM only.
	if (bpf_core_enum_value_exists(enum bpf_func_id___local, BPF_FUNC_set_retval___local))
		bpf_set_retval(-(int)deny);
	return REFUSE;
}

#endif
