/*
 * Tries to get ports that are not its own, by all techniques of some groups:
 *
 *   thief attack GROUP[,GROUP...] FIRST COUNT LISTENER CONSUMER TIMES
 *
 * prints a line for each technique and what came of it, "plain EACCES 1000"; "inside" is a success. With TIMES 0, it says
 * "!" when it has begun, and goes on until its input ends, and gives way a little.
 */
#define _GNU_SOURCE
#include "thief.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct scene scene;

static const struct transport transports[] = {
	{'t', AF_INET, SOCK_STREAM, 0, false},
	{'T', AF_INET6, SOCK_STREAM, 0, false},
	{'d', AF_INET6, SOCK_STREAM, 0, true},
	{'U', AF_INET, SOCK_DGRAM, 0, false},
	{'V', AF_INET6, SOCK_DGRAM, 0, false},
	{'W', AF_INET6, SOCK_DGRAM, 0, true},
	{'m', AF_INET, SOCK_STREAM, IPPROTO_MPTCP, false},
	{'M', AF_INET6, SOCK_STREAM, IPPROTO_MPTCP, false},
	{'N', AF_INET6, SOCK_STREAM, IPPROTO_MPTCP, true},
};

static int listener = -1, datagrams = -1;

void die(const char *what)
{
	perror(what);
	exit(1);
}

int make(const struct transport *transport)
{
	int fd = socket(transport->family, transport->type | SOCK_CLOEXEC, transport->protocol), only = !transport->dual;

	if (fd < 0)
		return -errno;
	if (transport->family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof(only)))
		return finish(fd, -errno);
	return fd;
}

socklen_t address_of(int family, const char *text, int port, union address *address)
{
	memset(address, 0, sizeof(*address));
	address->any.sa_family = family;
	if (family == AF_INET) {
		address->v4.sin_port = htons(port);
		inet_pton(AF_INET, text, &address->v4.sin_addr);
		return sizeof(address->v4);
	}
	address->v6.sin6_port = htons(port);
	inet_pton(AF_INET6, text, &address->v6.sin6_addr);
	return sizeof(address->v6);
}

int bind_to(int fd, const struct transport *transport, const char *text, int port)
{
	union address address;
	socklen_t size = address_of(transport->family, text, port, &address);

	return bind(fd, &address.any, size) ? -errno : 0;
}

int port_of(int fd)
{
	union address address;
	socklen_t size = sizeof(address);

	if (getsockname(fd, &address.any, &size))
		return -errno;
	return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
}

int finish(int fd, int result)
{
	if (result == 0)
		result = port_of(fd);
	close(fd);
	return result;
}

void on(int fd, int level, int option)
{
	int one = 1;

	setsockopt(fd, level, option, &one, sizeof(one));
}

const char *wildcard(const struct transport *transport)
{
	return transport->family == AF_INET ? "0.0.0.0" : "::";
}

const char *loopback(const struct transport *transport)
{
	return transport->family == AF_INET ? "127.0.0.1" : transport->dual ? "::ffff:127.0.0.1" : "::1";
}

int disconnect(int fd)
{
	struct sockaddr nobody = {.sa_family = AF_UNSPEC};

	return connect(fd, &nobody, sizeof(nobody)) ? -errno : 0;
}

void open_listener(void)
{
	const struct transport stream = {'N', AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_MPTCP, true};
	const struct transport datagram = {'W', AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0, true};

	listener = make(&stream);
	datagrams = make(&datagram);
	on(listener, SOL_SOCKET, SO_REUSEADDR);
	if (bind_to(listener, &stream, "::", scene.listener) || listen(listener, 128) ||
	    bind_to(datagrams, &datagram, "::", scene.listener))
		die("a listener of its own");
}

int drain(void)
{
	int accepted, count = 0;

	while ((accepted = accept(listener, NULL, NULL)) >= 0) {
		close(accepted);
		count++;
	}
	return count;
}

static const struct transport *transport_of(char letter)
{
	for (size_t i = 0; i < sizeof(transports) / sizeof(*transports); i++)
		if (transports[i].letter == letter)
			return &transports[i];
	abort();
}

/* What came of a technique, by errno; ports are beyond those. */
enum { NOTHING = 0, INSIDE = 200, OUTSIDE, OUTCOMES };

static int outcome_of(int result)
{
	if (result <= 0)
		return -result;
	return result >= scene.first && result < scene.first + scene.count ? INSIDE : OUTSIDE;
}

static const char *name_of(int outcome)
{
	return outcome == NOTHING ? "nothing" : outcome == INSIDE ? "inside" : outcome == OUTSIDE ? "outside"
												    : strerrorname_np(outcome);
}

static void use(const struct technique *technique, int times, int *counts)
{
	int kinds = strlen(technique->transports);

	for (int i = 0; i < times; i++) {
		const struct transport *transport = transport_of(technique->transports[i % kinds]);
		counts[outcome_of(technique->attempt(transport, scene.first + i / kinds % scene.count))]++;
	}
}

static bool input_has_ended(void)
{
	struct pollfd input = {.fd = 0, .events = POLLIN};

	return poll(&input, 1, 0) != 0;
}

static void use_all(const struct technique *techniques, const char *groups, int times)
{
	static int counts[64][OUTCOMES];
	int most = times ? times : 90; /* a turn */

	memset(counts, 0, sizeof(counts));
	do {
		for (int i = 0; techniques[i].name; i++)
			if (strstr(groups, techniques[i].group) && (!techniques[i].by_root || scene.self == 0))
				use(&techniques[i], most / techniques[i].share > 9 ? most / techniques[i].share : 9, counts[i]);
	} while (!times && !input_has_ended());
	for (int i = 0; techniques[i].name; i++)
		for (int outcome = 0; outcome < OUTCOMES; outcome++)
			if (counts[i][outcome])
				printf("%s %s %d\n", techniques[i].name, name_of(outcome), counts[i][outcome]);
}

int main(int argc, char **argv)
{
	if (argc == 5 && !strcmp(argv[1], "inherited")) { /* the other side of a technique */
		const struct transport *transport = transport_of(*argv[3]);
		return -bind_to(atoi(argv[2]), transport, wildcard(transport), atoi(argv[4]));
	}
	if (argc == 4 && !strcmp(argv[1], "weaken"))
		return weaken(argv);
	if (argc == 8 && !strcmp(argv[1], "race"))
		return race(argv);
	if (argc < 7)
		return 2;
	scene = (struct scene){atoi(argv[3]), atoi(argv[4]), atoi(argv[5]), atoi(argv[6]), geteuid()};
	if (!strcmp(argv[1], "occupy"))
		return occupy();
	if (argc != 8)
		return 2;
	open_listener();
	if (!atoi(argv[7]) && (nice(5) < 0 || write(1, "!", 1) != 1))
		die("to begin");
	use_all(explicit_techniques, argv[2], atoi(argv[7]));
	use_all(automatic_techniques, argv[2], atoi(argv[7]));
	use_all(given_techniques, argv[2], atoi(argv[7]));
	use_all(uring_techniques, argv[2], atoi(argv[7]));
	use_all(bpf_techniques, argv[2], atoi(argv[7]));
	return 0;
}
