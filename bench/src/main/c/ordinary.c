// Binds ports that nobody has reserved, "ordinary CGROUP". A worker, each line of which is answered by "COUNT NANOSECONDS",
// how often it succeeded and what once took:
//   bind N    bind(2) alone: of sockets that were made before and are closed afterwards, a port each
//   pass N    all that a bind needs to be done once more: socket(2), bind(2), close(2)
//   try P     one bind(2) of port P: answered by the error number, 0 for none, and 0
//   hooks     answered by how many of the guard's hooks the cgroup has a program on, and 0
// They come in batches of 64, whose median is told: where another process got the processor meanwhile, that is no bind.
#define _GNU_SOURCE // sched_setaffinity
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "hooks.h"

#define PORTS 64 // a batch
#define MOST 65536
#define FIRST_PORT 42000

static void fail(const char *call) {
    fprintf(stderr, "ordinary: %s: %s\n", call, strerror(errno));
    exit(1);
}

// All contestants run on the last processor, one after the other: what differs between processors differs for none.
static void stay(void) {
    cpu_set_t may, one;
    int last = 0;
    if (sched_getaffinity(0, sizeof may, &may)) fail("sched_getaffinity");
    for (int i = 0; i < CPU_SETSIZE; i++) if (CPU_ISSET(i, &may)) last = i;
    CPU_ZERO(&one);
    CPU_SET(last, &one);
    if (sched_setaffinity(0, sizeof one, &one)) fail("sched_setaffinity");
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int tcp(void) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    return fd;
}

static int bound(int fd, int port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    return !bind(fd, (struct sockaddr *)&at, sizeof at);
}

static int less(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static int binds(int64_t *nanos) {
    int fds[PORTS], count = 0;
    for (int i = 0; i < PORTS; i++) fds[i] = tcp();
    int64_t start = now();
    for (int i = 0; i < PORTS; i++) count += bound(fds[i], FIRST_PORT + i);
    *nanos = now() - start;
    for (int i = 0; i < PORTS; i++) close(fds[i]);
    return count;
}

static int passes(int64_t *nanos) {
    int count = 0;
    int64_t start = now();
    for (int i = 0; i < PORTS; i++) {
        int fd = tcp();
        count += bound(fd, FIRST_PORT + i);
        close(fd);
    }
    *nanos = now() - start;
    return count;
}

// Its own programs: what a cgroup above has is there for all contestants.
static int hooked(const char *path) {
    int cgroup = open(path, O_RDONLY | O_CLOEXEC), count = 0;
    if (cgroup < 0) fail(path);
    for (size_t i = 0; i < HOOKS; i++) {
        union bpf_attr attr;
        memset(&attr, 0, sizeof attr);
        attr.query.target_fd = cgroup;
        attr.query.attach_type = hooks[i].hook;
        if (syscall(SYS_bpf, BPF_PROG_QUERY, &attr, sizeof attr)) fail("BPF_PROG_QUERY");
        count += attr.query.prog_cnt > 0;
    }
    close(cgroup);
    return count;
}

int main(int number, char **words) {
    static int64_t nanos[MOST / PORTS];
    char line[64], what[8];
    if (number != 2) return 2;
    stay();
    while (fgets(line, sizeof line, stdin)) {
        int times, count = 0;
        if (!strcmp(line, "hooks\n")) {
            printf("%d 0\n", hooked(words[1]));
            fflush(stdout);
            continue;
        }
        if (sscanf(line, "try %d", &times) == 1) {
            int fd = tcp(), error = bound(fd, times) ? 0 : errno;
            close(fd);
            printf("%d 0\n", error);
            fflush(stdout);
            continue;
        }
        if (sscanf(line, "%7s %d", what, &times) != 2 || times < PORTS || times > MOST || times % PORTS
            || (strcmp(what, "bind") && strcmp(what, "pass"))) {
            fprintf(stderr, "ordinary: %s", line);
            return 2;
        }
        int batches = times / PORTS;
        for (int i = 0; i < batches; i++) count += *what == 'b' ? binds(nanos + i) : passes(nanos + i);
        qsort(nanos, batches, sizeof *nanos, less);
        printf("%d %lld\n", count, (long long)(nanos[batches / 2] / PORTS));
        fflush(stdout);
    }
    return 0;
}
