/* SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only) */
/* Who asks: whether the task that binds is a consumer that an entry names. */
#ifndef CONSUMER_H
#define CONSUMER_H

static __always_inline bool names_user(const struct reservation *r, __u32 uid)
{
	for (int i = 0; i < MAX_USERS && i < r->user_count; i++)
		if (r->users[i] == uid)
			return true;
	return false;
}

// Finds a group among the supplementary ones, which the kernel keeps sorted.
__noinline int is_supplementary(__u32 gid)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct group_info *info = BPF_CORE_READ(task, cred, group_info);
	void *gids = (void *)info + bpf_core_field_offset(struct group_info, gid);
	__u32 low = 0, high = BPF_CORE_READ(info, ngroups);

	for (int step = 0; step < 17 && low < high; step++) { // NGROUPS_MAX is 2^16
		__u32 middle = (low + high) / 2, found = 0;

		if (bpf_probe_read_kernel(&found, sizeof(found), gids + middle * sizeof(found)))
			return 0;
		if (found == gid)
			return 1;
		if (found < gid)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static __always_inline bool names_group(const struct reservation *r, __u32 egid)
{
	for (int i = 0; i < MAX_GROUPS && i < r->group_count; i++)
		if (r->groups[i] == egid || is_supplementary(r->groups[i]))
			return true;
	return false;
}

struct part {
	char text[256]; // NAME_MAX and NUL
};

// Compares one part of a stored path with the name of a cgroup. A function of its own, which the verifier reads once.
__noinline int part_differs(const struct reservation *r, __u32 offset, const struct part *name)
{
	if (!r || !name)
		return 1;
	for (__u32 i = 0; i < sizeof(name->text); i++) {
		__u32 at = offset + i;

		barrier_var(at); // or clang takes the bound away from the sum that it guards
		if (at >= sizeof(r->paths) || r->paths[at] != name->text[i])
			return 1;
		if (!name->text[i])
			return 0;
	}
	return 1;
}

// Tells whether the task's cgroup or an ancestor of it has one of the paths that the entry names. By name and from the
// root down: the id of a cgroup changes whenever a service restarts.
__noinline int is_below(const struct reservation *r, __u32 index)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct cgroup *leaf = BPF_CORE_READ(task, cgroups, dfl_cgrp), *ancestor;
	void *ancestors = (void *)leaf + bpf_core_field_offset(struct cgroup, ancestors);
	__u32 depth, at, length;
	struct part name;

	if (!r || index >= MAX_CGROUPS)
		return 0;
	depth = r->cgroups[index].depth;
	at = r->cgroups[index].offset;
	if (!depth || depth > MAX_DEPTH || depth > (__u32)BPF_CORE_READ(leaf, level))
		return 0;
	for (__u32 level = 1; level <= MAX_DEPTH && level <= depth; level++) {
		if (bpf_probe_read_kernel(&ancestor, sizeof(ancestor), ancestors + level * sizeof(ancestor)))
			return 0;
		length = bpf_probe_read_kernel_str(name.text, sizeof(name.text), BPF_CORE_READ(ancestor, kn, name));
		if (part_differs(r, at, &name))
			return 0;
		at += length;
	}
	return 1;
}

static __always_inline bool names_cgroup(const struct reservation *r)
{
	if (!bpf_core_field_exists(struct cgroup, ancestors))
		return false;
	for (__u32 i = 0; i < MAX_CGROUPS && i < r->cgroup_count; i++)
		if (is_below(r, i))
			return true;
	return false;
}

// Tells whether the task belongs to the process that acquired a runtime reservation, or descends from it through
// parents that live: a child whose parent ends goes over to init or to a subreaper.
__noinline int is_family(const struct reservation *r)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u32 tgid;

	if (!r || r->state != RUNTIME)
		return 0;
	for (int generation = 0; generation < MAX_GENERATIONS; generation++) {
		tgid = BPF_CORE_READ(task, tgid);
		if (tgid <= 1) // init and what is above it has no process to descend from
			return 0;
		if (tgid == r->owner_tgid)
			return BPF_CORE_READ(task, group_leader, start_boottime) / NSEC_PER_TICK == r->owner_start;
		task = BPF_CORE_READ(task, real_parent);
	}
	return 0;
}

static __always_inline bool names_task(const struct reservation *r)
{
	struct task_struct *task = bpf_get_current_task_btf();
	const struct cred *cred = task->cred;

	return is_family(r) || names_user(r, cred->euid.val) || (r->group_count && names_group(r, cred->egid.val)) ||
	       names_cgroup(r);
}

#endif
