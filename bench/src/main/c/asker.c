// A client in C, "asker berthd SOCKET" or "asker portserver SOCKET". Each line on standard input is answered by
// "COUNT NANOSECONDS", how many of them went as they should, and the median of the times that one took; their mean where
// "mean" stands after the number:
//   pair N      of berthd: acquires a TCP port and releases it, over one connection
//   each N      of a portserver: makes N processes, asks for a port for each in turn, which alone is timed, and ends it
//               after that, so that its port is free again before the next one
//   prepare N   of a portserver: makes N processes that a port can be asked for; the time is 0
//   ask N       of a portserver: asks for a port for each of those
//   drop 0      ends those: their ports are free again
//   hold N      of berthd: N more processes, each with a connection of its own and a port, until standard input ends
//   fill N      until N ports are held by this process
//   refused N   where no port is left
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ACQUIRE "{\"method\":\"dev.berth.Ports.Acquire\",\"parameters\":{\"protocol\":\"tcp\",\"count\":1}}"
#define RELEASE "{\"method\":\"dev.berth.Ports.Release\",\"parameters\":{\"token\":\"%s\"}}"
#define TOKEN 18 // 0x and 16 digits
#define FIRST_PROCESS 1 // gets no port, and is told so at once

static struct sockaddr_un server = {.sun_family = AF_UNIX};
static int connection = -1, children, held;
static pid_t *child;
static long *times;
static char answer[1 << 16];

static void fail(const char *what) {
    fprintf(stderr, "asker: %s: %s\n", what, strerror(errno));
    exit(1);
}

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int compare(const void *one, const void *other) {
    long a = *(const long *)one, b = *(const long *)other;
    return (a > b) - (a < b);
}

static void tell(int count, int laps, int mean) {
    long sum = 0;
    for (int i = 0; i < laps; i++) sum += times[i];
    qsort(times, laps, sizeof *times, compare);
    printf("%d %ld\n", count, !laps ? 0 : mean ? sum / laps : times[laps / 2]);
}

static int connected(void) {
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    if (connect(fd, (struct sockaddr *)&server, sizeof server)) fail("connect");
    return fd;
}

// Says something and reads until there is a last byte, or the end.
static size_t converse(int fd, const char *message, size_t length, char last) {
    if (write(fd, message, length) != (ssize_t)length) fail("write");
    size_t got = 0;
    while (!got || answer[got - 1] != last) {
        ssize_t n = read(fd, answer + got, sizeof answer - 1 - got);
        if (n < 0) fail("read");
        if (n == 0) break;
        got += n;
    }
    answer[got] = 0;
    return got;
}

static const char *call(const char *message) {
    if (connection < 0) connection = connected();
    if (!converse(connection, message, strlen(message) + 1, 0)) fail("berthd closed the connection");
    return answer;
}

// The token of what was acquired; none where it was refused.
static int acquire(char *token) {
    const char *found = strstr(call(ACQUIRE), "\"token\":\"");
    if (!found) return 0;
    memcpy(token, found + 9, TOKEN);
    token[TOKEN] = 0;
    return 1;
}

static int pair(void) {
    char token[TOKEN + 1], message[256];
    if (!acquire(token)) return 0;
    snprintf(message, sizeof message, RELEASE, token);
    return !strstr(call(message), "\"error\"");
}

// A port of a portserver for a process; 0 where it gives none.
static int port_for(pid_t pid) {
    char request[32];
    int length = snprintf(request, sizeof request, "%d\n", pid), fd = connected();
    int port = converse(fd, request, length, '\n') ? atoi(answer) : 0;
    close(fd);
    return port;
}

// Makes processes that do something and then nothing more, and end with this one; tells how many did it.
static int prepare(int number, int (*something)(void)) {
    int done = 0;
    child = realloc(child, (children + number) * sizeof *child);
    for (int i = 0; i < number; i++) {
        int ends[2];
        if (pipe(ends)) fail("pipe");
        pid_t pid = fork();
        if (pid < 0) fail("fork");
        char went = 0;
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            went = !something || something();
            if (write(ends[1], &went, 1) != 1) _exit(1);
            pause();
            _exit(0);
        }
        child[children++] = pid;
        close(ends[1]);
        if (read(ends[0], &went, 1) < 0) fail("read");
        close(ends[0]);
        done += went;
    }
    return done;
}

// Processes that a portserver can be asked for. The first request after so many forks is not one that is timed.
static int prepare_to_ask(int number) {
    int made = prepare(number, NULL);
    port_for(FIRST_PROCESS);
    return made;
}

static int acquire_apart(void) {
    char token[TOKEN + 1];
    connection = -1; // not the parent's
    return acquire(token);
}

static void end(int i) {
    kill(child[i], SIGKILL);
    waitpid(child[i], NULL, 0);
}

static void drop(void) {
    for (int i = 0; i < children; i++) kill(child[i], SIGKILL);
    for (int i = 0; i < children; i++) waitpid(child[i], NULL, 0);
    children = 0;
}

static int one(const char *task, int i, int berthd) {
    char token[TOKEN + 1];
    if (!strcmp(task, "pair")) return pair();
    if (!strcmp(task, "ask") || !strcmp(task, "each")) return i < children && port_for(child[i]) > 0;
    int got = berthd ? acquire(token) : port_for(getpid()) > 0;
    if (!strcmp(task, "fill")) return got;
    if (berthd && !got && !strstr(answer, "WSAENOBUFS")) fail(answer);
    return !got;
}

static int timed(const char *task, int i, int berthd, int lap) {
    long start = now();
    int went = one(task, i, berthd);
    times[lap] = now() - start;
    if (!strcmp(task, "each")) end(i);
    return went;
}

int main(int count, char **arguments) {
    if (count != 3 || strlen(arguments[2]) >= sizeof server.sun_path) return 2;
    int berthd = !strcmp(arguments[1], "berthd");
    strcpy(server.sun_path, arguments[2]);
    char line[64], task[16], of[8];
    while (fgets(line, sizeof line, stdin)) {
        int number = 0, went = 0, laps = 0, words = sscanf(line, "%15s %d %7s", task, &number, of);
        if (words < 2) return 2;
        times = realloc(times, (number + 1) * sizeof *times);
        if (!strcmp(task, "prepare")) {
            went = prepare_to_ask(number);
        } else if (!strcmp(task, "hold")) {
            went = prepare(number, acquire_apart);
        } else if (!strcmp(task, "drop")) {
            drop();
        } else {
            int filling = !strcmp(task, "fill"), each = !strcmp(task, "each");
            if (each) prepare_to_ask(number);
            for (int i = filling ? held : 0; i < number; i++) went += timed(task, i, berthd, laps++);
            if (filling) went = held += went;
            if (each) children = 0;
        }
        tell(went, laps, words == 3 && !strcmp(of, "mean"));
        fflush(stdout);
    }
    drop();
    return 0;
}
