/* Binds that no bind(2) makes: they are asked of an io_uring, and made by whoever the kernel sends. */
#define _GNU_SOURCE
#include "thief.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define OP_BIND 56 /* IORING_OP_BIND, since Linux 6.11 */
#define SLOTS 1
#define ENTRIES 8

struct ring {
	int fd;
	unsigned int *sq_tail, *sq_mask, *sq_array, *sq_flags, *cq_head, *cq_tail, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
	bool polled;
};

static struct ring direct = {.fd = -1}, polled = {.fd = -1};
static int personality;

static void *map(int fd, size_t size, off_t offset)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, offset);

	if (at == MAP_FAILED)
		die("io_uring: mmap");
	return at;
}

static struct ring *open_ring(struct ring *ring, unsigned int flags)
{
	struct io_uring_params p = {.flags = flags, .sq_thread_idle = 1000};
	int none = -1;
	char *sq, *cq;

	if (ring->fd >= 0)
		return ring;
	ring->fd = syscall(SYS_io_uring_setup, ENTRIES, &p);
	if (ring->fd < 0)
		die("io_uring_setup");
	sq = map(ring->fd, p.sq_off.array + p.sq_entries * sizeof(int), IORING_OFF_SQ_RING);
	cq = map(ring->fd, p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe), IORING_OFF_CQ_RING);
	ring->sqes = map(ring->fd, p.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
	ring->sq_tail = (void *)(sq + p.sq_off.tail);
	ring->sq_mask = (void *)(sq + p.sq_off.ring_mask);
	ring->sq_array = (void *)(sq + p.sq_off.array);
	ring->sq_flags = (void *)(sq + p.sq_off.flags);
	ring->cq_head = (void *)(cq + p.cq_off.head);
	ring->cq_tail = (void *)(cq + p.cq_off.tail);
	ring->cq_mask = (void *)(cq + p.cq_off.ring_mask);
	ring->cqes = (void *)(cq + p.cq_off.cqes);
	ring->polled = flags & IORING_SETUP_SQPOLL;
	if (syscall(SYS_io_uring_register, ring->fd, IORING_REGISTER_FILES, &none, SLOTS))
		die("io_uring_register");
	return ring;
}

/* Asks for one thing, and waits until it has been done. */
static int ask(struct ring *ring, const struct io_uring_sqe *sqe)
{
	unsigned int tail = *ring->sq_tail, slot = tail & *ring->sq_mask, flags = IORING_ENTER_GETEVENTS, head = *ring->cq_head;
	int result;

	ring->sqes[slot] = *sqe;
	ring->sq_array[slot] = slot;
	__atomic_store_n(ring->sq_tail, tail + 1, __ATOMIC_SEQ_CST);
	if (ring->polled && __atomic_load_n(ring->sq_flags, __ATOMIC_SEQ_CST) & IORING_SQ_NEED_WAKEUP)
		flags |= IORING_ENTER_SQ_WAKEUP;
	while (__atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) == head)
		if (syscall(SYS_io_uring_enter, ring->fd, ring->polled ? 0 : 1, 1, flags, NULL, 0) < 0 && errno != EINTR)
			die("io_uring_enter");
	result = ring->cqes[head & *ring->cq_mask].res;
	__atomic_store_n(ring->cq_head, head + 1, __ATOMIC_RELEASE);
	return result;
}

static struct io_uring_sqe bind_of(const struct transport *transport, int fd, int port, union address *address)
{
	struct io_uring_sqe sqe = {.opcode = OP_BIND, .fd = fd, .addr = (unsigned long)address};

	sqe.addr2 = address_of(transport->family, wildcard(transport), port, address);
	return sqe;
}

static int bind_by(struct ring *ring, const struct transport *transport, int port, unsigned int flags, int as)
{
	union address address;
	struct io_uring_sqe sqe;
	int fd = make(transport);

	if (fd < 0)
		return fd;
	sqe = bind_of(transport, fd, port, &address);
	sqe.flags = flags;
	sqe.personality = as;
	return finish(fd, ask(ring, &sqe));
}

static int submitted(const struct transport *transport, int port)
{
	return bind_by(open_ring(&direct, 0), transport, port, 0, 0);
}

static int by_worker(const struct transport *transport, int port)
{
	return bind_by(open_ring(&direct, 0), transport, port, IOSQE_ASYNC, 0);
}

static int by_poller(const struct transport *transport, int port)
{
	return bind_by(open_ring(&polled, IORING_SETUP_SQPOLL), transport, port, 0, 0);
}

static int with_personality(const struct transport *transport, int port)
{
	open_ring(&direct, 0);
	if (!personality)
		personality = syscall(SYS_io_uring_register, direct.fd, IORING_REGISTER_PERSONALITY, NULL, 0);
	return bind_by(&direct, transport, port, port & 1 ? IOSQE_ASYNC : 0, personality);
}

/* A socket that never has a descriptor. */
static int in_slot(const struct transport *transport, int port)
{
	struct ring *ring = open_ring(&direct, 0);
	struct io_uring_sqe create = {.opcode = IORING_OP_SOCKET, .fd = transport->family, .off = transport->type,
				      .len = transport->protocol, .file_index = 1};
	struct io_uring_sqe end = {.opcode = IORING_OP_CLOSE, .file_index = 1}, wish;
	union address address;
	int result = ask(ring, &create);

	if (result < 0)
		return result;
	wish = bind_of(transport, 0, port, &address);
	wish.flags = IOSQE_FIXED_FILE;
	result = ask(ring, &wish);
	ask(ring, &end);
	return result ? result : port;
}

/* A ring that somebody set up while he was a consumer, and kept: the kernel binds as he was then. */
static int with_the_personality_of_a_consumer(const struct transport *transport, int port)
{
	static int consumer;

	open_ring(&direct, 0);
	if (!consumer) {
		if (syscall(SYS_setresuid, -1, scene.consumer, -1))
			die("setresuid");
		consumer = syscall(SYS_io_uring_register, direct.fd, IORING_REGISTER_PERSONALITY, NULL, 0);
		if (syscall(SYS_setresuid, -1, scene.self, -1))
			die("setresuid");
	}
	return bind_by(&direct, transport, port, 0, consumer);
}

#define ALL "tTdUVWmMN"

const struct technique uring_techniques[] = {
	{"uring", "IORING_OP_BIND", ALL, submitted, 1, false},
	{"uring", "IOSQE_ASYNC", ALL, by_worker, 4, false},
	{"uring", "IORING_SETUP_SQPOLL", ALL, by_poller, 4, false},
	{"uring", "IORING_REGISTER_PERSONALITY", ALL, with_personality, 2, false},
	{"uring", "IOSQE_FIXED_FILE", ALL, in_slot, 1, false},
	{"ring-of-consumer", "personality-of-a-consumer", ALL, with_the_personality_of_a_consumer, 100, true},
	{0},
};
