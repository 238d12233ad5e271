/* Programs of root's own on the same hooks: what they do to a bind that the guard has judged, or is going to. */
#define _GNU_SOURCE
#include "thief.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define OF(a) (sizeof(a) / sizeof(*(a)))
#define MOVE(register, value) {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = register, .imm = value}
#define COPY(to, from) {.code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = to, .src_reg = from}
#define LOAD(to, from, offset) {.code = BPF_LDX | BPF_MEM | BPF_W, .dst_reg = to, .src_reg = from, .off = offset}
#define STORE(size, to, offset, from) {.code = BPF_STX | BPF_MEM | size, .dst_reg = to, .src_reg = from, .off = offset}
#define UNLESS(register, value, over) {.code = BPF_JMP32 | BPF_JNE | BPF_K, .dst_reg = register, .imm = value, .off = over}
#define ADD(register, value) {.code = BPF_ALU64 | BPF_ADD | BPF_K, .dst_reg = register, .imm = value}
#define SHIFT_RIGHT(register, bits) {.code = BPF_ALU64 | BPF_RSH | BPF_K, .dst_reg = register, .imm = bits}
#define IF_ZERO(register, over) {.code = BPF_JMP | BPF_JEQ | BPF_K, .dst_reg = register, .off = over}
#define AGAIN_UNLESS_ZERO(register, back) {.code = BPF_JMP | BPF_JNE | BPF_K, .dst_reg = register, .off = -(back)}
#define MAP(register, map) \
	{.code = BPF_LD | BPF_DW | BPF_IMM, .dst_reg = register, .src_reg = BPF_PSEUDO_MAP_FD, .imm = map}, {0}
#define CALL(helper) {.code = BPF_JMP | BPF_CALL, .imm = helper}
#define EXIT {.code = BPF_JMP | BPF_EXIT}
#define PORT 24 /* user_port of struct bpf_sock_addr */

static int bpf(int command, union bpf_attr *attr, const char *what)
{
	int result = syscall(SYS_bpf, command, attr, sizeof(*attr));

	if (result < 0)
		die(what);
	return result;
}

static int load(const struct bpf_insn *program, int size, int hook)
{
	union bpf_attr attr = {.insns = (unsigned long)program, .insn_cnt = size, .license = (unsigned long)"GPL"};

	attr.expected_attach_type = hook;
	attr.prog_type = hook == BPF_CGROUP_INET4_POST_BIND || hook == BPF_CGROUP_INET6_POST_BIND
				 ? BPF_PROG_TYPE_CGROUP_SOCK
				 : BPF_PROG_TYPE_CGROUP_SOCK_ADDR;
	return bpf(BPF_PROG_LOAD, &attr, "BPF_PROG_LOAD");
}

/* Behind what is attached there by now. It is detached with the last descriptor. */
static int attach(const char *directory, int program, int hook)
{
	union bpf_attr attr = {0};

	attr.link_create.prog_fd = program;
	attr.link_create.target_fd = open(directory, O_RDONLY | O_CLOEXEC);
	attr.link_create.attach_type = hook;
	return bpf(BPF_LINK_CREATE, &attr, "BPF_LINK_CREATE");
}

static int decoy(void)
{
	return scene.listener + 2000;
}

/* Another number in the place of the decoy's. */
static void rewrite_in(const char *directory, int port)
{
	struct bpf_insn program[] = {
		LOAD(2, 1, PORT), UNLESS(2, htons(decoy()), 2), MOVE(2, htons(port)), STORE(BPF_W, 1, PORT, 2), MOVE(0, 1), EXIT,
	};

	attach(directory, load(program, OF(program), BPF_CGROUP_INET4_BIND), BPF_CGROUP_INET4_BIND);
	attach(directory, load(program, OF(program), BPF_CGROUP_INET6_BIND), BPF_CGROUP_INET6_BIND);
}

static int bind_decoy(const struct transport *transport)
{
	int fd = make(transport);

	return fd < 0 ? fd : finish(fd, bind_to(fd, transport, wildcard(transport), decoy()));
}

static int rewritten_before(const struct transport *transport, int port)
{
	static const char *below;
	int result;

	(void)port;
	if (below)
		enter_cgroup(below);
	else
		rewrite_in(below = enter_cgroup_below(), scene.first + scene.count / 2);
	result = bind_decoy(transport);
	enter_cgroup(cgroup());
	return result;
}

static int rewritten_after(const struct transport *transport, int port)
{
	static bool done;

	(void)port;
	if (!done)
		rewrite_in(cgroup(), scene.first + scene.count / 2);
	done = true;
	return bind_decoy(transport);
}

/* A program of a connect may bind, and goes by no hook. */
static int bound_by_a_program(const struct transport *transport, int port)
{
	struct bpf_insn program[] = {
		MOVE(2, 0), STORE(BPF_DW, 10, -16, 2), STORE(BPF_DW, 10, -8, 2), MOVE(2, AF_INET), STORE(BPF_H, 10, -16, 2),
		MOVE(2, htons(port)), STORE(BPF_H, 10, -14, 2), COPY(2, 10), ADD(2, -16), MOVE(3, 16), CALL(BPF_FUNC_bind),
		MOVE(0, 1), EXIT,
	};
	int loaded = load(program, OF(program), BPF_CGROUP_INET4_CONNECT);
	int link = attach(cgroup(), loaded, BPF_CGROUP_INET4_CONNECT), fd = make(transport), result;
	union address address;
	socklen_t size = address_of(AF_INET, "127.0.0.1", scene.listener, &address);
	struct linger abort = {1, 0};

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	result = connect(fd, &address.any, size) ? -errno : 0;
	drain();
	close(link);
	close(loaded);
	if (!result)
		result = disconnect(fd);
	if (!result && transport->type == SOCK_STREAM && listen(fd, 1))
		result = -errno;
	return finish(fd, result);
}

static int array(int values, int size, int flags)
{
	union bpf_attr attr = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4};

	attr.value_size = size;
	attr.max_entries = values;
	attr.map_flags = flags;
	return bpf(BPF_MAP_CREATE, &attr, "BPF_MAP_CREATE");
}

/*
 * Keeps each bind of this process that the guard has let pass from going on until the gate is open. A program must be seen
 * to end: it waits by copying 2 MB a few thousand times, which takes some tenths of a second; then it lets the bind go.
 */
volatile struct gate *gate_before_own_binds(void)
{
	int shared = array(1, sizeof(struct gate), BPF_F_MMAPABLE), large = array(2, 2 << 20, 0);
	struct bpf_insn program[] = {
		CALL(BPF_FUNC_get_current_pid_tgid), SHIFT_RIGHT(0, 32), UNLESS(0, getpid(), 34),
		CALL(BPF_FUNC_get_retval), UNLESS(0, 0, 32), /* refused */
		MOVE(2, 0), STORE(BPF_W, 10, -4, 2), MOVE(2, 1), STORE(BPF_W, 10, -8, 2),
		MAP(1, shared), COPY(2, 10), ADD(2, -4), CALL(BPF_FUNC_map_lookup_elem), IF_ZERO(0, 22), COPY(6, 0),
		MAP(1, large), COPY(2, 10), ADD(2, -4), CALL(BPF_FUNC_map_lookup_elem), IF_ZERO(0, 15), COPY(7, 0),
		MOVE(2, 1), STORE(BPF_W, 6, offsetof(struct gate, reached), 2), MOVE(8, 6000),
		/* a turn */
		MAP(1, large), COPY(2, 10), ADD(2, -8), COPY(3, 7), MOVE(4, BPF_ANY), CALL(BPF_FUNC_map_update_elem),
		LOAD(1, 6, offsetof(struct gate, open)), UNLESS(1, 0, 2), ADD(8, -1), AGAIN_UNLESS_ZERO(8, 11),
		MOVE(0, 1), EXIT,
	};
	void *gate = mmap(NULL, sizeof(struct gate), PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);

	if (gate == MAP_FAILED)
		die("mmap");
	attach(cgroup(), load(program, OF(program), BPF_CGROUP_INET4_BIND), BPF_CGROUP_INET4_BIND);
	attach(cgroup(), load(program, OF(program), BPF_CGROUP_INET6_BIND), BPF_CGROUP_INET6_BIND);
	return gate;
}

/* A guard with a hook that lets everybody in, so that a race can be seen to be lost: thief weaken ATTACH-TYPE PIN */
int weaken(char **argv)
{
	static const struct bpf_insn allow[] = {MOVE(0, 1), EXIT};
	union bpf_attr get = {.pathname = (unsigned long)argv[3]}, update = {0};

	update.link_update.new_prog_fd = load(allow, OF(allow), atoi(argv[2]));
	update.link_update.link_fd = bpf(BPF_OBJ_GET, &get, argv[3]);
	bpf(BPF_LINK_UPDATE, &update, "BPF_LINK_UPDATE");
	return 0;
}

const struct technique bpf_techniques[] = {
	{"programs", "rewritten-before", "tTdUVWmMN", rewritten_before, 5, true},
	{"programs", "rewritten-after", "tTdUVWmMN", rewritten_after, 1, true},
	{"beyond", "bound-by-a-program", "tU", bound_by_a_program, 100, true},
	{0},
};
