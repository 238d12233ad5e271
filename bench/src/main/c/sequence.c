// What a durable change of one small file costs: the same bytes, made and removed as the store makes and removes them.
// A worker, "sequence FOLDER CONTENT", each line of which is answered by "COUNT NANOSECONDS", how often and what once took:
//   pair N    new file, write, fsync, rename, fsync of the folder; then unlink, fsync of the folder
//   read N    all files of the folder opened, read and closed
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TEMPORARY ".file.json.tmp"
#define FILE_NAME "file.json"

static char content[65536];

static void fail(const char *call) {
    fprintf(stderr, "sequence: %s: %s\n", call, strerror(errno));
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static ssize_t contents(int fd) {
    ssize_t got = read(fd, content, sizeof content);
    if (got < 0) fail("read");
    close(fd);
    return got;
}

static void sync_folder(void) {
    int fd = open(".", O_RDONLY | O_CLOEXEC);
    if (fd < 0) fail("open the folder");
    if (fsync(fd)) fail("fsync of the folder");
    close(fd);
}

static void pair(ssize_t length) {
    int fd = open(TEMPORARY, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) fail("open");
    if (write(fd, content, length) != length) fail("write");
    if (fsync(fd)) fail("fsync");
    close(fd);
    if (rename(TEMPORARY, FILE_NAME)) fail("rename");
    sync_folder();
    if (unlink(FILE_NAME)) fail("unlink");
    sync_folder();
}

static void read_all(void) {
    DIR *folder = opendir(".");
    if (!folder) fail("opendir");
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (*entry->d_name == '.') continue;
        int fd = open(entry->d_name, O_RDONLY | O_CLOEXEC);
        if (fd < 0) fail(entry->d_name);
        contents(fd);
    }
    closedir(folder);
}

int main(int count, char **words) {
    char line[64], what[8];
    if (count != 3) {
        fprintf(stderr, "sequence FOLDER CONTENT\n");
        return 2;
    }
    while (fgets(line, sizeof line, stdin)) {
        int times, fd;
        if (sscanf(line, "%7s %d", what, &times) != 2 || times < 1 || (strcmp(what, "pair") && strcmp(what, "read"))) {
            fprintf(stderr, "sequence: %s", line);
            return 2;
        }
        fd = open(words[2], O_RDONLY | O_CLOEXEC);
        if (fd < 0) fail(words[2]);
        ssize_t length = contents(fd);
        if (chdir(words[1])) fail(words[1]);
        int64_t start = now();
        for (int i = 0; i < times; i++) *what == 'p' ? pair(length) : read_all();
        printf("%d %lld\n", times, (long long)((now() - start) / times));
        fflush(stdout);
    }
    return 0;
}
