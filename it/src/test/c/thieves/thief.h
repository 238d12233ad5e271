/* A program that wants ports which are not its own: what its parts share. */
#ifndef THIEF_H
#define THIEF_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

/* A kind of socket, as one letter of a technique's list. */
struct transport {
	char letter;
	int family, type, protocol;
	bool dual;
};

/* Whom and what it is about. */
struct scene {
	int first, count;
	int listener; /* a port outside, where it listens itself */
	uid_t consumer; /* who may bind inside */
	uid_t self;
};
extern struct scene scene;

/* One attempt: the port that the socket has come to have, or an errno, negative. */
typedef int attempt(const struct transport *transport, int port);

struct technique {
	const char *group, *name;
	const char *transports; /* "tTdUVWmMN": TCP, UDP and MPTCP, each over IPv4, IPv6 and both */
	attempt *attempt;
	int share; /* it takes this many times as long as others, and is tried so much less */
	bool by_root;
};
extern const struct technique explicit_techniques[], automatic_techniques[], given_techniques[], uring_techniques[],
	bpf_techniques[];

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* What all of them do. Sockets are closed by whoever made them. */
int make(const struct transport *transport);
socklen_t address_of(int family, const char *text, int port, union address *address);
int bind_to(int fd, const struct transport *transport, const char *text, int port);
int port_of(int fd);
int finish(int fd, int result); /* closes it; the port that it had if the result is 0, else the result */
void on(int fd, int level, int option);
const char *wildcard(const struct transport *transport);
const char *loopback(const struct transport *transport);
int disconnect(int fd);
int drain(void); /* takes what has come to the listener */
void open_listener(void);
void die(const char *what);

/* Cgroups: its own, one below that is made for it, and going there. */
const char *cgroup(void);
const char *enter_cgroup_below(void);
void enter_cgroup(const char *directory);
void write_to(const char *file, const char *text);

/* The other programs in this one. */
int occupy(void);
int race(char **argv);
int weaken(char **argv);

/* What a bind waits at. */
struct gate {
	unsigned int reached, open;
};
volatile struct gate *gate_before_own_binds(void);

#endif
