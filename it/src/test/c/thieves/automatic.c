/* Ways to be given a port by the kernel. */
#define _GNU_SOURCE
#include "thief.h"

#include <errno.h>
#include <unistd.h>

#ifndef IP_LOCAL_PORT_RANGE
#define IP_LOCAL_PORT_RANGE 51
#endif

/* The closest that a socket can come: it asks for the ports of the block alone. */
static int narrow(int fd)
{
	unsigned int range = (unsigned int)(scene.first + scene.count - 1) << 16 | (unsigned int)scene.first;

	return setsockopt(fd, IPPROTO_IP, IP_LOCAL_PORT_RANGE, &range, sizeof(range)) ? -errno : 0;
}

static int bind_zero(int fd, const struct transport *transport)
{
	return bind_to(fd, transport, loopback(transport), 0);
}

static int go_to_listener(int fd, const struct transport *transport, int flags)
{
	union address address;
	socklen_t size = address_of(transport->family, loopback(transport), scene.listener, &address);
	int result;

	if (flags)
		result = sendto(fd, "!", 1, flags, &address.any, size) < 0 ? -errno : 0;
	else
		result = connect(fd, &address.any, size) ? -errno : 0;
	return result;
}

static int connect_there(int fd, const struct transport *transport)
{
	struct linger abort = {1, 0};

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	return go_to_listener(fd, transport, 0);
}

/* To nobody, which takes no connection: what ends in TIME_WAIT would take the ports away. */
static int send_first(int fd, const struct transport *transport)
{
	struct linger abort = {1, 0};

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	return go_to_listener(fd, transport, MSG_FASTOPEN | MSG_DONTWAIT);
}

static int send_datagram(int fd, const struct transport *transport)
{
	return go_to_listener(fd, transport, MSG_DONTWAIT);
}

static int listen_there(int fd, const struct transport *transport)
{
	(void)transport;
	return listen(fd, 1) ? -errno : 0;
}

static int bind_late(int fd, const struct transport *transport)
{
	int result;

	on(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
	result = bind_zero(fd, transport);
	return result ? result : connect_there(fd, transport);
}

typedef int way(int fd, const struct transport *transport);

static int by(const struct transport *transport, way *way, bool narrowed)
{
	int fd = make(transport), result;

	if (fd < 0)
		return fd;
	result = narrowed ? narrow(fd) : 0;
	result = result ? result : way(fd, transport);
	if (result == -EINPROGRESS)
		result = 0;
	result = result ? result : port_of(fd);
	close(fd);
	drain();
	return result;
}

#define AUTOMATIC(name, way, narrowed)                                                                                       \
	static int name(const struct transport *transport, int port)                                                        \
	{                                                                                                                   \
		(void)port;                                                                                                 \
		return by(transport, way, narrowed);                                                                        \
	}

AUTOMATIC(any_bind, bind_zero, false)
AUTOMATIC(any_connect, connect_there, false)
AUTOMATIC(any_listen, listen_there, false)
AUTOMATIC(any_send, send_datagram, false)
AUTOMATIC(any_fast_open, send_first, false)
AUTOMATIC(any_late, bind_late, false)
AUTOMATIC(narrow_bind, bind_zero, true)
AUTOMATIC(narrow_connect, connect_there, true)
AUTOMATIC(narrow_listen, listen_there, true)
AUTOMATIC(narrow_send, send_datagram, true)
AUTOMATIC(narrow_late, bind_late, true)

const struct technique automatic_techniques[] = {
	{"automatic", "bind-0", "tTdUVWmMN", any_bind, 1, false},
	{"automatic", "connect", "tTdUVWmMN", any_connect, 10, false},
	{"automatic", "listen", "tTdmMN", any_listen, 2, false},
	{"automatic", "sendto", "UVW", any_send, 1, false},
	{"automatic", "MSG_FASTOPEN", "tTm", any_fast_open, 10, false},
	{"automatic", "BIND_ADDRESS_NO_PORT-0", "tTdUVW", any_late, 10, false},
	{"automatic", "LOCAL_PORT_RANGE-bind-0", "tTdUVW", narrow_bind, 50, false},
	{"automatic", "LOCAL_PORT_RANGE-connect", "tTdUVW", narrow_connect, 50, false},
	{"automatic", "LOCAL_PORT_RANGE-listen", "tTd", narrow_listen, 10, false},
	{"automatic", "LOCAL_PORT_RANGE-sendto", "UVW", narrow_send, 50, false},
	{"automatic", "LOCAL_PORT_RANGE-late", "tTdUVW", narrow_late, 50, false},
	{0},
};
