/* Ways to bind a port by its number. */
#define _GNU_SOURCE
#include "thief.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef IP_FREEBIND
#define IP_FREEBIND 15
#endif
#ifndef IPV6_FREEBIND
#define IPV6_FREEBIND 78
#endif
#ifndef IPV6_ADDRFORM
#define IPV6_ADDRFORM 1
#endif

static int plain(const struct transport *transport, int port)
{
	int fd = make(transport);

	return fd < 0 ? fd : finish(fd, bind_to(fd, transport, wildcard(transport), port));
}

static bool is_multipath(const struct transport *transport)
{
	return transport->protocol == IPPROTO_MPTCP;
}

static int with_option(const struct transport *transport, int port, int level, int option, const char *text)
{
	int fd = make(transport), one = 1;

	if (fd < 0)
		return fd;
	/* Before Linux 6.8 MPTCP does not know IP_BIND_ADDRESS_NO_PORT: then it is one more bind without it. */
	if (setsockopt(fd, level, option, &one, sizeof(one)) && !(is_multipath(transport) && errno == EOPNOTSUPP))
		return finish(fd, -errno);
	return finish(fd, bind_to(fd, transport, text, port));
}

static int reuse_address(const struct transport *transport, int port)
{
	return with_option(transport, port, SOL_SOCKET, SO_REUSEADDR, wildcard(transport));
}

static int reuse_port(const struct transport *transport, int port)
{
	return with_option(transport, port, SOL_SOCKET, SO_REUSEPORT, wildcard(transport));
}

static int reuse_both(const struct transport *transport, int port)
{
	int fd = make(transport), result;

	if (fd < 0)
		return fd;
	on(fd, SOL_SOCKET, SO_REUSEADDR);
	on(fd, SOL_SOCKET, SO_REUSEPORT);
	result = bind_to(fd, transport, loopback(transport), port);
	if (!result && transport->type == SOCK_STREAM && listen(fd, 1))
		result = -errno;
	return finish(fd, result);
}

static int on_loopback(const struct transport *transport, int port)
{
	int fd = make(transport);

	return fd < 0 ? fd : finish(fd, bind_to(fd, transport, loopback(transport), port));
}

static int on_another_loopback(const struct transport *transport, int port)
{
	static unsigned int turn;
	char text[40];
	int fd = make(transport);

	if (fd < 0)
		return fd;
	turn += 7919;
	snprintf(text, sizeof(text), "%s127.%u.%u.%u", transport->family == AF_INET ? "" : "::ffff:", turn >> 16 & 127,
		 turn >> 8 & 255, turn % 254 + 1);
	return finish(fd, bind_to(fd, transport, text, port));
}

/* IPv4's bind takes an address of no family for one of its own. */
static int of_no_family(const struct transport *transport, int port)
{
	int fd = make(transport), result;
	union address address;
	socklen_t size = address_of(AF_INET, "0.0.0.0", port, &address);

	if (fd < 0)
		return fd;
	address.any.sa_family = AF_UNSPEC;
	result = bind(fd, &address.any, size) ? -errno : 0;
	return finish(fd, result);
}

static int not_local(const struct transport *transport, int port)
{
	bool v4 = transport->family == AF_INET;

	return with_option(transport, port, v4 ? IPPROTO_IP : IPPROTO_IPV6, v4 ? IP_FREEBIND : IPV6_FREEBIND,
			   v4 ? "192.0.2.1" : "2001:db8::1");
}

static int transparent(const struct transport *transport, int port)
{
	bool v4 = transport->family == AF_INET;

	return with_option(transport, port, v4 ? IPPROTO_IP : IPPROTO_IPV6, v4 ? IP_TRANSPARENT : IPV6_TRANSPARENT,
			   v4 ? "192.0.2.1" : "2001:db8::1");
}

static int on_device(const struct transport *transport, int port)
{
	int fd = make(transport);

	if (fd < 0)
		return fd;
	if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3))
		return finish(fd, -errno);
	return finish(fd, bind_to(fd, transport, wildcard(transport), port));
}

static int address_without_port(const struct transport *transport, int port)
{
	return with_option(transport, port, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, loopback(transport));
}

/* Asks for a connection that is not to be, so that no end of it stays in TIME_WAIT. */
static int connected(const struct transport *transport)
{
	int fd = make(transport), result;
	union address address;
	socklen_t size = address_of(transport->family, loopback(transport), scene.listener, &address);
	struct linger abort = {1, 0};

	if (fd < 0)
		return fd;
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	result = connect(fd, &address.any, size) ? -errno : 0;
	drain();
	return result ? finish(fd, result) : fd;
}

static int disconnected(const struct transport *transport, int port)
{
	int fd = connected(transport), result;

	if (fd < 0)
		return fd;
	result = disconnect(fd);
	return finish(fd, result ? result : bind_to(fd, transport, wildcard(transport), port));
}

/* A socket over IPv6 that has become one over IPv4. */
static int of_changed_family(const struct transport *transport, int port)
{
	static const struct transport v4 = {'U', AF_INET, SOCK_DGRAM, 0, false};
	int fd = connected(transport), family = AF_INET, result;

	if (fd < 0)
		return fd;
	if (setsockopt(fd, IPPROTO_IPV6, IPV6_ADDRFORM, &family, sizeof(family)))
		return finish(fd, -errno);
	result = disconnect(fd);
	return finish(fd, result ? result : bind_to(fd, &v4, "0.0.0.0", port));
}

/* As checkpoints are restored: no other socket is in the way of one under repair. */
static int under_repair(const struct transport *transport, int port)
{
	return with_option(transport, port, IPPROTO_TCP, TCP_REPAIR, wildcard(transport));
}

static union address changing;
static atomic_int flips;

static void *flip(void *unused)
{
	volatile in_port_t *port = &changing.v4.sin_port; /* sin6_port is at the same place */

	(void)unused;
	for (int turn = 1; turn; turn = atomic_load(&flips) < 0 ? 0 : atomic_fetch_add(&flips, 1) + 1)
		*port = htons(turn & 1 ? scene.first : scene.listener + 1000);
	return NULL;
}

/* The number changes while the kernel reads it. */
static int flipped(const struct transport *transport, int port)
{
	int fd = make(transport), result;
	pthread_t flipper;
	socklen_t size;

	(void)port;
	if (fd < 0)
		return fd;
	size = address_of(transport->family, wildcard(transport), scene.first, &changing);
	atomic_store(&flips, 0);
	if (pthread_create(&flipper, NULL, flip, NULL))
		die("pthread_create");
	while (atomic_load(&flips) == 0)
		sched_yield();
	result = bind(fd, &changing.any, size) ? -errno : 0;
	atomic_store(&flips, -1);
	pthread_join(flipper, NULL);
	return finish(fd, result);
}

#define ALL "tTdUVWmMN"

const struct technique explicit_techniques[] = {
	{"explicit", "plain", ALL, plain, 1, false},
	{"explicit", "SO_REUSEADDR", ALL, reuse_address, 1, false},
	{"explicit", "SO_REUSEPORT", ALL, reuse_port, 1, false},
	{"explicit", "reuse-and-listen", ALL, reuse_both, 1, false},
	{"explicit", "loopback", ALL, on_loopback, 1, false},
	{"explicit", "another-loopback", "tdUWmN", on_another_loopback, 1, false},
	{"explicit", "AF_UNSPEC", "tU", of_no_family, 1, false},
	{"explicit", "FREEBIND", "tTUVmM", not_local, 1, false},
	{"explicit", "TRANSPARENT", "tTUVmM", transparent, 1, true},
	{"explicit", "SO_BINDTODEVICE", ALL, on_device, 1, false},
	{"explicit", "BIND_ADDRESS_NO_PORT", "tTUVmM", address_without_port, 1, false},
	{"explicit", "disconnected", "tTUVW", disconnected, 10, false},
	{"explicit", "IPV6_ADDRFORM", "W", of_changed_family, 2, false},
	{"explicit", "TCP_REPAIR", "tTd", under_repair, 1, true},
	{"explicit", "flipped", ALL, flipped, 50, false},
	{0},
};
