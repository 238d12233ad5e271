/*
 * Binds ports of a block in a loop, until its input ends, and writes down when it held which:
 *
 *   thief race WAY FIRST COUNT LISTENER CONSUMER FILE
 *
 * WAY is "explicit", "stalled" or "automatic", and with "idle-" before it only where nobody else wants the processor; the
 * others give way, too, so that whoever makes reservations comes to do so. It says "!" when it has had a port of the block.
 * The clock is the monotonic one; it is looked at when a bind has returned, and before the socket is closed.
 *
 * Or WAY is "held-up", and it does as it is told: with one byte a bind is under way, held up where the guard has let it pass
 * and its port is not yet taken, and with the next it goes on. It answers each with a byte when that is so.
 */
#define _GNU_SOURCE
#include "thief.h"

#include <errno.h>
#include <linux/filter.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct holding {
	int32_t port, udp;
	int64_t from, until;
};

static const struct transport kinds[] = {
	{'t', AF_INET, SOCK_STREAM, 0, false},
	{'U', AF_INET, SOCK_DGRAM, 0, false},
	{'d', AF_INET6, SOCK_STREAM, 0, true},
	{'W', AF_INET6, SOCK_DGRAM, 0, true},
	{'m', AF_INET, SOCK_STREAM, IPPROTO_MPTCP, false},
};

static atomic_bool over;
static atomic_int current = -1;
static struct sock_filter filter[4000];
static unsigned int seed;
static long tries;

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void *wait_for_the_end(void *unused)
{
	char byte;

	(void)unused;
	while (read(0, &byte, 1) > 0)
		;
	over = true;
	return NULL;
}

/*
 * Holds the lock of the socket for long: a filter is copied and looked through under it, and found wrong at its end. A
 * bind gives the lock back between the first hook and the moment when the port is taken: whoever gets it there puts that
 * moment off.
 */
static void *stall(void *unused)
{
	struct sock_fprog program = {sizeof(filter) / sizeof(*filter), filter};

	(void)unused;
	while (!over)
		setsockopt(current, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
	return NULL;
}

static int one_of(int number)
{
	return rand_r(&seed) % number;
}

static int bind_explicitly(const struct transport *kind)
{
	int fd = make(kind), result;

	current = fd;
	result = bind_to(fd, kind, wildcard(kind), scene.first + one_of(scene.count));
	if (result)
		return finish(fd, result);
	return fd;
}

static int bind_automatically(const struct transport *kind)
{
	unsigned int range = (unsigned int)(scene.first + scene.count - 1) << 16 | (unsigned int)scene.first;
	int fd = make(kind), result;
	union address address;
	socklen_t size = address_of(kind->family, loopback(kind), scene.listener, &address);
	struct linger abort = {1, 0};

	setsockopt(fd, IPPROTO_IP, 51 /* IP_LOCAL_PORT_RANGE */, &range, sizeof(range));
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	switch (one_of(3)) {
	case 0:
		result = bind_to(fd, kind, wildcard(kind), 0);
		break;
	case 1:
		result = connect(fd, &address.any, size);
		break;
	default:
		result = kind->type == SOCK_STREAM ? listen(fd, 1) : connect(fd, &address.any, size);
	}
	drain();
	if (result)
		return finish(fd, -1);
	return fd;
}

static void linger(void)
{
	int64_t until = now() + one_of(20000);

	if (one_of(4) == 0)
		while (now() < until)
			;
}

/* Keeps a port for a moment, and writes that down; whether it is one of the block. */
static bool note(const struct transport *kind, int fd, FILE *file)
{
	struct holding holding = {port_of(fd), kind->type == SOCK_DGRAM, now(), 0};

	linger();
	holding.until = now();
	close(fd);
	if (holding.port < scene.first || holding.port >= scene.first + scene.count)
		return false;
	fwrite(&holding, sizeof(holding), 1, file);
	return true;
}

static const struct transport *one_kind(void)
{
	return &kinds[one_of(sizeof(kinds) / sizeof(*kinds))];
}

static volatile struct gate *gate;

/* Until one has come to the gate, and through it. */
static void *bind_through_gate(void *file)
{
	while (!gate->reached) {
		const struct transport *kind = one_kind();
		int fd = bind_explicitly(kind);

		if (fd >= 0)
			note(kind, fd, file);
	}
	return NULL;
}

static int end(FILE *file)
{
	fclose(file);
	printf("%ld\n", tries);
	return 0;
}

static int obey(FILE *file)
{
	pthread_t thread;
	char byte;

	gate = gate_before_own_binds();
	while (read(0, &byte, 1) == 1) {
		gate->reached = gate->open = 0;
		pthread_create(&thread, NULL, bind_through_gate, file);
		while (!gate->reached)
			usleep(20);
		if (write(1, "!", 1) != 1 || read(0, &byte, 1) != 1)
			die("to be told");
		gate->open = 1;
		pthread_join(thread, NULL);
		if (write(1, "!", 1) != 1)
			die("to tell");
		tries++;
	}
	return end(file);
}

int race(char **argv)
{
	bool automatic = strstr(argv[2], "automatic"), told = false, obedient = !strcmp(argv[2], "held-up");
	FILE *file = fopen(argv[7], "wb");
	struct sched_param none = {0};
	pthread_t thread;

	if (!file)
		die("where to write to");
	scene = (struct scene){atoi(argv[3]), atoi(argv[4]), atoi(argv[5]), atoi(argv[6]), geteuid()};
	seed = getpid();
	if (obedient)
		return obey(file);
	if (nice(19) < 0 || (strstr(argv[2], "idle") && sched_setscheduler(0, SCHED_IDLE, &none)))
		die("SCHED_IDLE");
	for (size_t i = 0; i < sizeof(filter) / sizeof(*filter); i++)
		filter[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_IMM, 0); /* and no return */
	pthread_create(&thread, NULL, wait_for_the_end, NULL);
	if (strstr(argv[2], "stalled"))
		pthread_create(&thread, NULL, stall, NULL);
	if (automatic)
		open_listener();
	for (; !over; tries++) {
		const struct transport *kind = one_kind();
		int fd = automatic ? bind_automatically(kind) : bind_explicitly(kind);

		if (fd < 0)
			continue;
		if (note(kind, fd, file) && !told)
			told = write(1, "!", 1) == 1;
	}
	return end(file);
}
