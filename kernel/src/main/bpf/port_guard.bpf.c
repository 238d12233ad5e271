// SPDX-License-Identifier: (Apache-2.0 OR GPL-2.0-only)
//
// The port guard: refuses to let a stranger bind a reserved port, from the moment its entry is inserted to the moment
// it is deleted, with no process of ours running.
//
// A bind asks: slots[pool, port] -> token -> reservations[token] -> is it live, does the port lie inside, is the socket
// associated with it or the task a consumer of it? A slot means nothing without its entry, so a block of any size
// becomes live by one insert and free by one delete, and a stale slot is harmless because tokens are never used again.

#include <linux/bpf.h>
#include <linux/types.h>
#include <stdbool.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "kernel_types.h"
#include "port_guard.h"

#include "consumer.h"
#include "refusal.h"

// The kernel demands it for looking at tasks; the source may be used under either licence above.
char LICENSE[] SEC("license") = "GPL";

// Set to false by the loader where the kernel has bpf_task_from_pid but keeps it from cgroup programs.
const volatile bool tasks_can_be_asked = true;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct meta);
} berth_meta SEC(".maps");

// Mapped into the memory of whoever creates a block, so that filling 10,000 slots takes no system call.
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, POOLS * PORTS);
	__type(key, __u32);
	__type(value, __u64);
} slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, POOLS * PORTS);
	__type(key, __u64);
	__type(value, struct reservation);
} reservations SEC(".maps");

// The ports that Berth put into ip_local_reserved_ports, one bit each. Only user space reads and writes it; it is
// pinned here so that it lives as long as the list it speaks of.
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct claims);
} claims SEC(".maps");

// Sockets that user space marked with a token: they may bind inside.
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} associations SEC(".maps");

// Sockets whose last close ends reservations.
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct anchor);
} anchors SEC(".maps");

// How many sockets have, or are about to have, each port of a block: a socket lookup sees listeners only.
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, POOLS * PORTS);
	__type(key, __u32);
	__type(value, __u32);
} bound SEC(".maps");

// What the guard remembers of sockets that it let into a block.
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct mark);
} marks SEC(".maps");

// ---- whose reservation

static __always_inline struct meta *own_meta(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&berth_meta, &zero);
}

// Tells whether the socket lives in the namespace that this guard keeps: the hook also sees containers.
static __always_inline bool is_ours(__u64 cookie)
{
	struct meta *meta = own_meta();

	return meta && meta->namespace_cookie == cookie;
}

// Tells whether the process that the entry's life hangs on has ended; a zombie has.
static __always_inline bool owner_is_gone(const struct reservation *r)
{
	struct task_struct *task;
	bool gone;

	if (!r->owner_tgid || !tasks_can_be_asked || !bpf_task_from_pid || !bpf_task_release)
		return false;
	task = bpf_task_from_pid(r->owner_tgid);
	if (!task)
		return true;
	gone = BPF_CORE_READ(task, signal, live.counter) <= 0 ||
	       BPF_CORE_READ(task, start_boottime) / NSEC_PER_TICK != r->owner_start;
	bpf_task_release(task);
	return gone;
}

static __always_inline __u32 slot_of(__u32 pool, __u32 port)
{
	return pool * PORTS + port;
}

// The token that a port was last given to; 0 where it never was. Asked first of all, as it is the answer for a port that
// nobody reserves.
static __always_inline __u64 given_to(__u32 pool, __u32 port)
{
	__u32 slot = slot_of(pool, port);
	__u64 *token = bpf_map_lookup_elem(&slots, &slot);

	return token ? *token : 0;
}

static __always_inline bool holds(const struct reservation *r, __u32 pool, __u32 port)
{
	return (r->pools & (1 << pool)) && port >= r->start && port - r->start < r->count && !owner_is_gone(r);
}

// ---- what an entry says to a bind

// Whose the port is, seen from who binds.
enum side { NOBODYS, OWN, ANOTHERS };

struct verdict {
	enum side side;
	__u8 deny; // the errno, of ANOTHERS
	bool low_ports_free; // of OWN
};

// So often an entry may be replaced under the eyes of a bind, which is refused then.
#define LOOKS 4

// Judges by the entry of the token that a port was given to. Since Linux 6.1, commit fba1a1c6c912, the memory of an entry
// that was replaced or deleted serves the next insert at once, and whoever is interrupted here would go on to read
// another reservation. So an answer counts only if the token still has the entry that was read; else it is asked again.
static __always_inline struct verdict judge(__u32 pool, __u32 port, const __u64 *token, bool is_let_in)
{
	struct verdict verdict = {};
	struct reservation *r;

	for (int look = 0; look < LOOKS; look++) {
		r = bpf_map_lookup_elem(&reservations, token);
		if (!r) {
			verdict.side = NOBODYS;
			return verdict;
		}
		verdict.deny = r->deny;
		// Nobody but the creator's own probe has the token of a pending entry.
		verdict.low_ports_free = !r->low_ports_privileged || (is_let_in && r->state == PENDING);
		verdict.side = !holds(r, pool, port) ? NOBODYS : is_let_in || names_task(r) ? OWN : ANOTHERS;
		if (bpf_map_lookup_elem(&reservations, token) == r)
			return verdict;
	}
	verdict.side = ANOTHERS;
	verdict.deny = EACCES;
	return verdict;
}

// ---- bind

// The storage of whom a descriptor names: the MPTCP socket where the hook sees its subflow, else the socket itself.
// User space marks sockets by descriptor, and the last close is that of the descriptor.
#define STORAGE_OF_OWNER(map, sk, flags)                                                                             \
	({                                                                                                          \
		struct mptcp_sock *msk_ = NULL;                                                                     \
		if (bpf_core_enum_value_exists(enum bpf_func_id___local, BPF_FUNC_skc_to_mptcp_sock___local))       \
			msk_ = bpf_skc_to_mptcp_sock(sk);                                                           \
		msk_ ? bpf_sk_storage_get(&map, msk_, 0, flags) : bpf_sk_storage_get(&map, sk, 0, flags);           \
	})

static __always_inline void add(__u32 slot, __s32 sockets)
{
	__u32 *number = bpf_map_lookup_elem(&bound, &slot);

	if (number)
		__sync_fetch_and_add(number, sockets);
}

// Lets a socket in: leaves word of it for the hook after the bind, and counts it for the slot and no longer for the one
// that it may have tried before. A socket that cannot be marked, for lack of memory, is not counted; bind(0) then tries
// its port in vain, no more.
static __always_inline void admit(struct bpf_sock *sk, __u64 token, __u32 slot, bool counted)
{
	struct mark *own = bpf_sk_storage_get(&marks, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	struct mark *owners = STORAGE_OF_OWNER(marks, sk, BPF_SK_STORAGE_GET_F_CREATE);

	if (own)
		own->passed = token;
	if (!owners) {
		if (counted)
			add(slot, -1);
		return;
	}
	if (owners->counted)
		add(owners->counted - 1, -1);
	owners->counted = slot + 1;
	if (!counted)
		add(slot, 1);
}

// Tells whether a socket that was never counted, because it was there before the reservation, serves the port.
static __always_inline bool is_served(struct bpf_sock_addr *ctx, __u32 pool, __u32 port, const struct address *address)
{
	struct bpf_sock_tuple tuple = {};
	struct bpf_sock *sk;
	__u32 size;

	if (address->family == AF_INET) {
		tuple.ipv4.daddr = address->words[0] ? address->words[0] : bpf_htonl(INADDR_LOOPBACK);
		tuple.ipv4.dport = bpf_htons(port);
		size = sizeof(tuple.ipv4);
	} else {
		__builtin_memcpy(tuple.ipv6.daddr, address->words, sizeof(tuple.ipv6.daddr));
		if (!(address->words[0] | address->words[1] | address->words[2] | address->words[3]))
			tuple.ipv6.daddr[3] = bpf_htonl(1); // ::1, where wildcard listeners of both families answer
		tuple.ipv6.dport = bpf_htons(port);
		size = sizeof(tuple.ipv6);
	}
	sk = pool == TCP ? bpf_sk_lookup_tcp(ctx, &tuple, size, BPF_F_CURRENT_NETNS, 0)
			 : bpf_sk_lookup_udp(ctx, &tuple, size, BPF_F_CURRENT_NETNS, 0);
	if (!sk)
		return false;
	bpf_sk_release(sk);
	return true;
}

struct choice {
	struct bpf_sock_addr *ctx;
	const struct address *address;
	__u32 pool;
	__u32 start;
	__u32 count;
	__u32 first; // index in the block
	__u32 port; // 0 while none is chosen
};

static long try_port(__u32 index, struct choice *choice)
{
	__u32 port = choice->start + (choice->first + index) % choice->count;
	__u32 slot = slot_of(choice->pool, port);
	__u32 *sockets = bpf_map_lookup_elem(&bound, &slot);

	// Compare and swap, not look and add: two processors must not choose the same port.
	if (!sockets || *sockets || is_served(choice->ctx, choice->pool, port, choice->address))
		return 0;
	if (__sync_val_compare_and_swap(sockets, 0, 1))
		return 0;
	choice->port = port;
	return 1;
}

// bind(0) on an associated socket: the next port of the block that nobody has. Not inlined, or what it keeps on the stack
// would be missing where the names of cgroups are compared.
static __noinline int bind_any(struct bpf_sock_addr *ctx, struct bpf_sock *sk, __u32 pool,
			       const struct address *address)
{
	struct choice choice = {.ctx = ctx, .address = address, .pool = pool};
	struct reservation *r;
	bool low_ports_free;
	__u64 *token;

	if (!is_ours(bpf_get_netns_cookie(ctx)))
		return ALLOW;
	token = STORAGE_OF_OWNER(associations, sk, 0);
	if (!token)
		return ALLOW; // the kernel's own choice, which ip_local_reserved_ports keeps outside
	r = bpf_map_lookup_elem(&reservations, token);
	if (!r || !r->count || !(r->pools & (1 << pool)) || owner_is_gone(r))
		return ALLOW; // the token has ended, and so has the mark's meaning
	if (sk->src_port)
		return ALLOW; // bound already: the kernel refuses by itself
	// From here on by what was read: the entry may be replaced at any time. Whatever port this comes to, the hook after
	// the bind asks whose it is.
	low_ports_free = !r->low_ports_privileged;
	choice.start = r->start;
	choice.count = r->count;
	choice.first = __sync_fetch_and_add(&r->next, 1) % choice.count;
	bpf_loop(choice.count, try_port, &choice, 0);
	if (!choice.port) {
		if (bpf_core_enum_value_exists(enum bpf_func_id___local, BPF_FUNC_set_retval___local))
			bpf_set_retval(-EADDRINUSE);
		return REFUSE;
	}
	admit(sk, *token, slot_of(pool, choice.port), true);
	ctx->user_port = bpf_htons(choice.port);
	return low_ports_free ? ALLOW_LOW_PORT : ALLOW;
}

static __always_inline int pool_of(__u32 protocol)
{
	return protocol == IPPROTO_TCP ? TCP : protocol == IPPROTO_UDP ? UDP : NO_POOL;
}

static __always_inline int bind_port(struct bpf_sock_addr *ctx, struct bpf_sock *sk, __u32 pool, __u32 port,
				     const struct address *address)
{
	__u64 token = given_to(pool, port), *association;
	struct verdict verdict;

	if (!token || !is_ours(bpf_get_netns_cookie(ctx)))
		return ALLOW;
	association = STORAGE_OF_OWNER(associations, sk, 0);
	verdict = judge(pool, port, &token, association && *association == token);
	if (verdict.side == NOBODYS)
		return ALLOW;
	if (verdict.side == ANOTHERS) {
		report(token, pool, port, address);
		return refuse(verdict.deny);
	}
	if (!sk->src_port)
		admit(sk, token, slot_of(pool, port), false);
	return verdict.low_ports_free ? ALLOW_LOW_PORT : ALLOW;
}

static __always_inline int judge_bind(struct bpf_sock_addr *ctx, const struct address *address)
{
	int pool = pool_of(ctx->protocol);
	struct bpf_sock *sk = ctx->sk;
	__u32 port = bpf_ntohs(ctx->user_port);

	if (pool == NO_POOL || !sk)
		return ALLOW;
	return port ? bind_port(ctx, sk, pool, port, address) : bind_any(ctx, sk, pool, address);
}

SEC("cgroup/bind4")
int berth_bind4(struct bpf_sock_addr *ctx)
{
	struct address address = {.family = AF_INET, .words = {ctx->user_ip4}};

	return judge_bind(ctx, &address);
}

SEC("cgroup/bind6")
int berth_bind6(struct bpf_sock_addr *ctx)
{
	struct address address = {
		.family = AF_INET6,
		.words = {ctx->user_ip6[0], ctx->user_ip6[1], ctx->user_ip6[2], ctx->user_ip6[3]},
	};

	return judge_bind(ctx, &address);
}

// ---- after bind

// The same question once more. A bind that passed the hook before the entry went live hashes its port after: without
// this it would slip in behind the look for squatters.
static __always_inline int judge_bound(struct bpf_sock *ctx, const struct address *address)
{
	int pool = pool_of(ctx->protocol);
	__u32 port = ctx->src_port;
	struct verdict verdict;
	struct mark *mark;
	__u64 token;

	if (pool == NO_POOL)
		return ALLOW;
	token = given_to(pool, port);
	if (!token || !is_ours(bpf_get_netns_cookie(ctx)))
		return ALLOW;
	mark = bpf_sk_storage_get(&marks, ctx, 0, 0);
	verdict = judge(pool, port, &token, mark && mark->passed == token);
	if (verdict.side != ANOTHERS)
		return ALLOW;
	report(token, pool, port, address);
	return refuse(verdict.deny);
}

SEC("cgroup/post_bind4")
int berth_post4(struct bpf_sock *ctx)
{
	struct address address = {.family = AF_INET, .words = {ctx->src_ip4}};

	return judge_bound(ctx, &address);
}

SEC("cgroup/post_bind6")
int berth_post6(struct bpf_sock *ctx)
{
	struct address address = {
		.family = AF_INET6,
		.words = {ctx->src_ip6[0], ctx->src_ip6[1], ctx->src_ip6[2], ctx->src_ip6[3]},
	};

	return judge_bound(ctx, &address);
}

// ---- last close

static __always_inline void end(const __u64 *token)
{
	struct meta *meta;

	if (bpf_map_delete_elem(&reservations, token))
		return; // it ended before
	meta = own_meta();
	if (meta)
		__sync_fetch_and_add(&meta->endings, 1);
}

static long end_if_anchored(void *map, const __u64 *key, struct reservation *r, const __u64 *anchor)
{
	__u64 token = *key;

	(void)map;
	if (r->anchor != *anchor)
		return 0;
	// Once more by its name: its memory may have become another's between the two reads.
	r = bpf_map_lookup_elem(&reservations, &token);
	if (r && r->anchor == *anchor)
		end(&token);
	return 0;
}

SEC("cgroup/sock_release")
int berth_release(struct bpf_sock *ctx)
{
	struct mark *mark = bpf_sk_storage_get(&marks, ctx, 0, 0);
	struct anchor *anchor = bpf_sk_storage_get(&anchors, ctx, 0, 0);
	__u64 token;

	if (mark && mark->counted)
		add(mark->counted - 1, -1);
	if (!anchor)
		return ALLOW;
	token = anchor->token;
	end(&token);
	if (anchor->shared)
		bpf_for_each_map_elem(&reservations, end_if_anchored, &token, 0);
	return ALLOW;
}
