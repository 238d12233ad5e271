/*
 * Sockets that a consumer has had his hands on, and consumers that a stranger only looks like. Who binds is what counts;
 * what a consumer has bound he may give away, and then it is no theft.
 */
#define _GNU_SOURCE
#include "thief.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum wish { MAKE, KEEP, TRY, BIND, ACCEPT };

#define KEPT 100 /* the descriptor of what is kept */

struct order {
	enum wish wish;
	struct transport transport;
	int port;
};

static void as(uid_t effective)
{
	if (syscall(SYS_setresuid, -1, effective, -1))
		die("setresuid");
}

/* ---- another process, which is a consumer and does what it is told */

static int accepted_at(const struct order *order)
{
	int far = make(&order->transport), near = make(&order->transport), accepted = -1;
	struct linger abort = {1, 0};
	union address address;
	socklen_t size = address_of(order->transport.family, loopback(&order->transport), order->port, &address);

	on(far, SOL_SOCKET, SO_REUSEADDR);
	setsockopt(far, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	setsockopt(near, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	if (!bind_to(far, &order->transport, wildcard(&order->transport), order->port) && !listen(far, 1) &&
	    !connect(near, &address.any, size))
		accepted = accept(far, NULL, NULL);
	close(far); /* what was accepted is all that has the port */
	/* The near end stays open until the other one has been used: a reset would take its port from it. */
	static int last = -1;
	if (last >= 0)
		close(last);
	last = near;
	return accepted;
}

static int fulfil(const struct order *order)
{
	int fd;

	if (order->wish == ACCEPT)
		return accepted_at(order);
	fd = make(&order->transport);
	if (order->wish == KEEP) {
		dup2(fd, KEPT);
		close(fd);
		return -1;
	}
	if (order->wish == TRY) /* let in by the guard, and then there is no such address */
		bind_to(fd, &order->transport, order->transport.family == AF_INET ? "192.0.2.7" : "2001:db8::7", order->port);
	if (order->wish == BIND) {
		on(fd, SOL_SOCKET, SO_REUSEPORT); /* what the scene holds does not matter */
		if (bind_to(fd, &order->transport, wildcard(&order->transport), order->port))
			return -1;
	}
	return fd;
}

union control {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

static void pass(int way, int fd)
{
	union control control = {0};
	char byte = fd < 0 ? 0 : 1;
	struct iovec text = {&byte, 1};
	struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1};

	if (fd >= 0) {
		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	}
	if (sendmsg(way, &message, 0) < 0)
		_exit(1);
	if (fd >= 0)
		close(fd);
}

static int receive(int way)
{
	union control control;
	char byte;
	struct iovec text = {&byte, 1};
	struct msghdr message = {.msg_iov = &text,
				 .msg_iovlen = 1,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof(control.bytes)};
	int fd;

	if (recvmsg(way, &message, MSG_CMSG_CLOEXEC) != 1)
		die("the accomplice");
	if (!byte)
		return -ENODATA;
	memcpy(&fd, CMSG_DATA(&control.header), sizeof(fd));
	return fd;
}

static int accomplice = -1;
static pid_t accomplice_pid;

static int ordered(enum wish wish, const struct transport *transport, int port)
{
	struct order order = {wish, *transport, port};
	int ends[2];

	if (accomplice < 0) {
		if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
			die("socketpair");
		accomplice_pid = fork();
		if (!accomplice_pid) {
			close(ends[0]);
			as(scene.consumer);
			while (recv(ends[1], &order, sizeof(order), 0) == sizeof(order))
				pass(ends[1], fulfil(&order));
			_exit(0);
		}
		close(ends[1]);
		accomplice = ends[0];
	}
	if (send(accomplice, &order, sizeof(order), 0) < 0)
		die("the accomplice");
	return receive(accomplice);
}

/* ---- what a stranger does with it */

static int bound(int fd, const struct transport *transport, int port)
{
	return fd < 0 ? fd : finish(fd, bind_to(fd, transport, wildcard(transport), port));
}

static int passed(const struct transport *transport, int port)
{
	return bound(ordered(MAKE, transport, port), transport, port);
}

static int passed_after_a_try(const struct transport *transport, int port)
{
	return bound(ordered(TRY, transport, port), transport, port);
}

static int made_as_consumer(const struct transport *transport, int port)
{
	int fd;

	as(scene.consumer);
	fd = make(transport);
	as(scene.self);
	return bound(fd, transport, port);
}

/* An accepted socket has the port of its listener, which it loses when it is disconnected. */
static int accepted(const struct transport *transport, int port)
{
	int fd = ordered(ACCEPT, transport, port), result;

	if (fd < 0)
		return fd;
	result = disconnect(fd); /* its name still says the port, which it has no longer */
	return finish(fd, result ? result : bind_to(fd, transport, wildcard(transport), port));
}

static int accepted_and_listening(const struct transport *transport, int port)
{
	int fd = ordered(ACCEPT, transport, port), result;

	if (fd < 0)
		return fd;
	result = disconnect(fd);
	return finish(fd, result ? result : listen(fd, 1) ? -errno : 0);
}

/* Taken out of the process that has it. */
static int stolen(const struct transport *transport, int port)
{
	int pidfd, fd;

	ordered(KEEP, transport, port);
	pidfd = syscall(SYS_pidfd_open, accomplice_pid, 0);
	fd = pidfd < 0 ? -errno : syscall(SYS_pidfd_getfd, pidfd, KEPT, 0);
	if (fd == -1)
		fd = -errno;
	if (pidfd >= 0)
		close(pidfd);
	return bound(fd, transport, port);
}

static int status_of(pid_t child)
{
	int status;

	if (child < 0 || waitpid(child, &status, 0) != child)
		return -EIO;
	if (!WIFEXITED(status))
		return -EINTR;
	return WEXITSTATUS(status) == 0 ? scene.first : -WEXITSTATUS(status);
}

static int inherited(const struct transport *transport, int port)
{
	pid_t child;
	int fd;

	as(scene.consumer);
	fd = make(transport);
	child = fork();
	if (!child) {
		as(scene.self);
		_exit(-bind_to(fd, transport, wildcard(transport), port));
	}
	as(scene.self);
	close(fd);
	return status_of(child);
}

static int inherited_over_exec(const struct transport *transport, int port)
{
	char number[12], letter[2] = {transport->letter, 0}, wanted[12];
	pid_t child;
	int fd;

	as(scene.consumer);
	fd = make(transport);
	as(scene.self);
	fcntl(fd, F_SETFD, 0);
	snprintf(number, sizeof(number), "%d", fd);
	snprintf(wanted, sizeof(wanted), "%d", port);
	child = vfork();
	if (!child) {
		execl("/proc/self/exe", "thief", "inherited", number, letter, wanted, NULL);
		_exit(127);
	}
	close(fd);
	return status_of(child);
}

/* ---- who looks like a consumer */

static int real_user(const struct transport *transport, int port)
{
	int result;

	if (syscall(SYS_setresuid, scene.consumer, scene.self, 0))
		die("setresuid");
	result = bound(make(transport), transport, port);
	if (syscall(SYS_setresuid, scene.self, scene.self, scene.self))
		die("setresuid");
	return result;
}

static int file_system_user(const struct transport *transport, int port)
{
	int result;

	setfsuid(scene.consumer);
	result = bound(make(transport), transport, port);
	setfsuid(scene.self);
	return result;
}

/* In a user namespace where its own user has the number of the consumer. */
static int namesake(const struct transport *transport, int port)
{
	char map[40];
	pid_t child = fork();

	if (!child) {
		if (unshare(CLONE_NEWUSER))
			_exit(errno);
		snprintf(map, sizeof(map), "%u %u 1", scene.consumer, scene.self);
		write_to("/proc/self/uid_map", map);
		_exit(geteuid() == scene.consumer ? -bind_to(make(transport), transport, wildcard(transport), port) : EPERM);
	}
	return status_of(child);
}

/* A socket of a cgroup that is no more: which hooks it goes by, it was given when it was made. */
static int of_removed_cgroup(const struct transport *transport, int port)
{
	const char *gone = enter_cgroup_below();
	int fd = make(transport);

	enter_cgroup(cgroup());
	if (rmdir(gone))
		die(gone);
	return bound(fd, transport, port);
}

/* ---- what is no theft */

static int bound_by_consumer(const struct transport *transport, int port)
{
	int fd = ordered(BIND, transport, port);

	if (fd < 0)
		return fd;
	return finish(fd, transport->type == SOCK_STREAM && listen(fd, 1) ? -errno : 0);
}

static int become_consumer(const struct transport *transport, int port)
{
	int fd = make(transport), result;

	on(fd, SOL_SOCKET, SO_REUSEPORT);
	as(scene.consumer);
	result = bound(fd, transport, port);
	as(scene.self);
	return result;
}

#define ALL "tTdUVWmMN"

const struct technique given_techniques[] = {
	{"given", "SCM_RIGHTS", ALL, passed, 5, true},
	{"given", "SCM_RIGHTS-tried", ALL, passed_after_a_try, 5, true},
	{"given", "SCM_RIGHTS-accepted", "tTd", accepted, 50, true},
	{"given", "SCM_RIGHTS-accepted-listen", "tTd", accepted_and_listening, 50, true},
	{"given", "pidfd_getfd", ALL, stolen, 5, true},
	{"given", "made-as-consumer", ALL, made_as_consumer, 1, true},
	{"given", "fork", ALL, inherited, 50, true},
	{"given", "exec", ALL, inherited_over_exec, 100, true},
	{"given", "real-user", ALL, real_user, 2, true},
	{"given", "fs-user", ALL, file_system_user, 1, true},
	{"given", "user-namespace", ALL, namesake, 100, true},
	{"given", "removed-cgroup", ALL, of_removed_cgroup, 200, true},
	{"lawful", "bound-by-consumer", "tTdUVWm", bound_by_consumer, 100, true},
	{"lawful", "became-consumer", ALL, become_consumer, 100, true},
	{0},
};
