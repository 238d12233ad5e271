// Holds TCP sockets open for others to list and close. Each line on standard input is answered by one line:
//   hold N I    opens exactly N sockets, as holder number I of several: listeners, and connections with both ends
//   open N      opens N more connections, to be closed by others, to port 9000+I: "opened PORT..." names their own ports
//   aborted     "aborted N": how many of those were closed from outside, each told once
//   drop        closes what "open" opened
// Ends, with all its sockets, where standard input does. A reset ends each connection, so that none stays in TIME-WAIT.
#define _GNU_SOURCE // accept4
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define LISTENERS 4 // one of them IPv6

struct pair {
    int client, server;
};

static struct pair *victims;
static int victim_count, victim_listener = -1, holder;

static void fail(const char *call) {
    fprintf(stderr, "holder %d: %s: %s\n", holder, call, strerror(errno));
    exit(1);
}

static void reset_at_close(int fd) {
    struct linger none = {.l_onoff = 1, .l_linger = 0};
    if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none)) fail("SO_LINGER");
}

static socklen_t address(struct sockaddr_storage *out, int v6, int last_byte, int port) {
    memset(out, 0, sizeof *out);
    if (v6) {
        struct sockaddr_in6 *a = (struct sockaddr_in6 *)out;
        a->sin6_family = AF_INET6;
        a->sin6_addr = in6addr_loopback;
        a->sin6_port = htons(port);
        return sizeof *a;
    }
    struct sockaddr_in *a = (struct sockaddr_in *)out;
    a->sin_family = AF_INET;
    a->sin_addr.s_addr = htonl(INADDR_LOOPBACK + last_byte - 1);
    a->sin_port = htons(port);
    return sizeof *a;
}

static int listener(int v6, int last_byte, int port) {
    struct sockaddr_storage at;
    socklen_t length = address(&at, v6, last_byte, port);
    int on = 1, fd = socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (v6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&at, length)) fail("bind");
    if (listen(fd, 128)) fail("listen");
    return fd;
}

static struct pair connection(int listening) {
    struct sockaddr_storage at;
    socklen_t length = sizeof at;
    if (getsockname(listening, (struct sockaddr *)&at, &length)) fail("getsockname");
    struct pair pair;
    pair.client = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (pair.client < 0) fail("socket");
    reset_at_close(pair.client);
    if (connect(pair.client, (struct sockaddr *)&at, length)) fail("connect");
    pair.server = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
    if (pair.server < 0) fail("accept");
    reset_at_close(pair.server);
    return pair;
}

static void hold(int sockets, int index) {
    holder = index;
    int listeners = sockets < LISTENERS ? sockets : LISTENERS + sockets % 2;
    int fds[LISTENERS + 1];
    for (int i = 0; i < listeners; i++) fds[i] = listener(i == 0, 2 + index, 10000 + index * 10 + i);
    for (int i = 0; i < (sockets - listeners) / 2; i++) connection(fds[i % listeners]);
    printf("held %d\n", sockets);
}

static void drop(void) {
    for (int i = 0; i < victim_count; i++) {
        close(victims[i].client);
        close(victims[i].server);
    }
    victim_count = 0;
    if (victim_listener >= 0) close(victim_listener);
    victim_listener = -1;
}

static void open_victims(int count) {
    drop();
    victim_listener = listener(0, 1, 9000 + holder);
    victims = realloc(victims, count * sizeof *victims);
    if (!victims) fail("realloc");
    printf("opened");
    for (; victim_count < count; victim_count++) {
        victims[victim_count] = connection(victim_listener);
        struct sockaddr_in at;
        socklen_t length = sizeof at;
        if (getsockname(victims[victim_count].client, (struct sockaddr *)&at, &length)) fail("getsockname");
        printf(" %d", ntohs(at.sin_port));
    }
    printf("\n");
}

static void aborted(void) {
    int count = 0;
    for (int i = 0; i < victim_count; i++) {
        int error = 0;
        socklen_t length = sizeof error;
        if (getsockopt(victims[i].client, SOL_SOCKET, SO_ERROR, &error, &length)) fail("SO_ERROR");
        count += error == ECONNABORTED;
    }
    printf("aborted %d\n", count);
}

int main(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) fail("getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit)) fail("setrlimit");
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        int one, two;
        if (sscanf(line, "hold %d %d", &one, &two) == 2) hold(one, two);
        else if (sscanf(line, "open %d", &one) == 1) open_victims(one);
        else if (!strcmp(line, "aborted\n")) aborted();
        else if (!strcmp(line, "drop\n")) {
            drop();
            printf("dropped\n");
        } else {
            fprintf(stderr, "holder: %s", line);
            return 2;
        }
        fflush(stdout);
    }
    return 0;
}
