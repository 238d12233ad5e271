// Binds to port 0 in a loop, as the least that a port can cost: socket, bind, getsockname, close.
// A worker: "pair N" is answered by "COUNT NANOSECONDS", how often a port came of it and what once took.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *call) {
    fprintf(stderr, "bind0: %s: %s\n", call, strerror(errno));
    exit(1);
}

static int port(void) {
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t length = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    if (bind(fd, (struct sockaddr *)&at, sizeof at)) fail("bind");
    if (getsockname(fd, (struct sockaddr *)&at, &length)) fail("getsockname");
    close(fd);
    return ntohs(at.sin_port);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

int main(void) {
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        int times;
        if (sscanf(line, "pair %d", &times) != 1 || times < 1) {
            fprintf(stderr, "bind0: %s", line);
            return 2;
        }
        int count = 0;
        int64_t start = now();
        for (int i = 0; i < times; i++) count += port() > 0;
        printf("%d %lld\n", count, (long long)((now() - start) / times));
        fflush(stdout);
    }
    return 0;
}
