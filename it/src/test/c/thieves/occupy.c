/* A consumer who is there: what strangers may try to sit beside, or in the place of. */
#define _GNU_SOURCE
#include "thief.h"

#include <stdio.h>
#include <unistd.h>

#define HELD 16 /* ports, from the first on; TIME_WAIT is left on as many after them */

static const struct transport stream = {'d', AF_INET6, SOCK_STREAM, 0, true};
static const struct transport datagram = {'W', AF_INET6, SOCK_DGRAM, 0, true};

static int hold(const struct transport *transport, int port)
{
	int fd = make(transport);

	on(fd, SOL_SOCKET, SO_REUSEADDR);
	on(fd, SOL_SOCKET, SO_REUSEPORT);
	if (bind_to(fd, transport, "::", port) || (transport->type == SOCK_STREAM && listen(fd, 8)))
		die("what a consumer holds");
	return fd;
}

/* The end that closes first is the one that waits, and it is the one with the port. */
static void leave_waiting(int port)
{
	int far = hold(&stream, port), near = make(&stream), accepted = -1;
	union address address;
	socklen_t size = address_of(AF_INET6, "::ffff:127.0.0.1", port, &address);

	if (connect(near, &address.any, size) || (accepted = accept(far, NULL, NULL)) < 0)
		die("a connection of a consumer");
	close(accepted);
	close(near);
	close(far);
}

int occupy(void)
{
	char line[8];

	for (int i = 0; i < HELD; i++) {
		hold(&stream, scene.first + i);
		hold(&datagram, scene.first + i);
		leave_waiting(scene.first + HELD + i);
	}
	printf("ok\n");
	fflush(stdout);
	return read(0, line, sizeof(line)) < 0;
}
