// A stranger who wants a port the moment it is free. Each line on standard input is answered by one line of two numbers:
//   watch PORT  tries once, "ERRNO 0" tells what came of it, and goes on trying in the background, without a pause
//   bound       waits until that succeeds: "1 MOMENT" of CLOCK_MONOTONIC in nanoseconds; "0 0" if it does not in 10 s
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE INT64_C(10000000000)

static struct sockaddr_in wanted = {.sin_family = AF_INET};
static int64_t bound_at; // belongs to the trying thread until it is joined

static void fail(const char *call, int error) {
    fprintf(stderr, "stranger: %s: %s\n", call, strerror(error));
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int stream(void) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket", errno);
    return fd;
}

static void *try_on(void *socket) {
    int fd = (int)(intptr_t)socket;
    int64_t start = now(), moment = start;
    while (bind(fd, (struct sockaddr *)&wanted, sizeof wanted) && moment - start < PATIENCE) moment = now();
    // The moment after the bind that succeeded: what is told is never too early.
    bound_at = moment - start < PATIENCE ? now() : 0;
    close(fd);
    return NULL;
}

int main(void) {
    char line[64];
    pthread_t trying;
    int started = 0;
    while (fgets(line, sizeof line, stdin)) {
        int port;
        if (sscanf(line, "watch %d", &port) == 1 && !started) {
            wanted.sin_port = htons(port);
            int fd = stream();
            printf("%d 0\n", bind(fd, (struct sockaddr *)&wanted, sizeof wanted) ? errno : 0);
            close(fd);
            int error = pthread_create(&trying, NULL, try_on, (void *)(intptr_t)stream());
            if (error) fail("pthread_create", error);
            started = 1;
        } else if (!strcmp(line, "bound\n") && started) {
            int error = pthread_join(trying, NULL);
            if (error) fail("pthread_join", error);
            started = 0;
            printf("%d %lld\n", bound_at != 0, (long long)bound_at);
        } else {
            fprintf(stderr, "stranger: %s", line);
            return 2;
        }
        fflush(stdout);
    }
    return 0;
}
