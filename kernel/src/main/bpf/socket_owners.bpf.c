// SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only)
//
// Who has which socket open: one record for each open socket of each table of descriptors, read from the iterator's
// descriptor. The kernel shows the files of every process, and of a thread only where it has a table of its own.

#include <linux/bpf.h>
#include <linux/types.h>

#include <bpf/bpf_helpers.h>

#include "kernel_types.h"
#include "socket_owners.h"

// The kernel demands it for writing to an iterator; the source may be used under either licence above.
char LICENSE[] SEC("license") = "GPL";

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct inode {
	unsigned long i_ino;
};

struct file {
	struct inode *f_inode;
};

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
};

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	__u32 fd;
	struct file *file;
};

#pragma clang attribute pop

SEC("iter/task_file")
int berth_socket_owners(struct bpf_iter__task_file *context)
{
	struct file *file = context->file;
	struct task_struct *task = context->task;
	struct socket_owner owner;

	// At the end the program is called once more, with neither.
	if (!file || !task || !bpf_sock_from_file(file))
		return 0;
	owner.inode = file->f_inode->i_ino;
	owner.pid = task->tgid;
	// What does not fit is asked for again at the next read.
	bpf_seq_write(context->meta->seq, &owner, sizeof(owner));
	return 0;
}
