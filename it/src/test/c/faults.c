/*
 * Preloaded, it makes one of the C library's calls on files below a directory fail, or all from that one on, or ends the
 * process in front of it by SIGKILL. FAULTS_BELOW names the directory, FAULTS_CONTROL a file that holds a struct control.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct control {
    int at;      /* the how manieth call fails, counted from 1; 0 for none */
    int error;   /* the errno it fails with; 0 for SIGKILL */
    int on;      /* whether those after it fail, too */
    int reached; /* how many calls there were */
    char call[16]; /* the first that failed */
};

static struct control *control;
static const char *below;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("FAULTS_CONTROL");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *page = file < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

    below = getenv("FAULTS_BELOW");
    if (file >= 0)
        close(file);
    if (page != MAP_FAILED && below)
        control = page;
}

static int fails(const char *call, const char *path)
{
    if (!control || !path || strncmp(path, below, strlen(below)) != 0)
        return 0;
    int now = __atomic_add_fetch(&control->reached, 1, __ATOMIC_SEQ_CST);
    if (control->at == 0 || now < control->at || (now > control->at && !control->on))
        return 0;
    if (control->error == 0)
        kill(getpid(), SIGKILL);
    if (now == control->at)
        snprintf(control->call, sizeof control->call, "%s", call);
    errno = control->error;
    return 1;
}

static int fails_on(const char *call, int fd)
{
    char name[32], path[PATH_MAX];

    if (!control)
        return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    return fails(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE(flags, last)                            \
    mode_t mode = 0;                                 \
    if ((flags) & (O_CREAT | O_TMPFILE)) {           \
        va_list more;                                \
        va_start(more, last);                        \
        mode = va_arg(more, mode_t);                 \
        va_end(more);                                \
    }

int open(const char *path, int flags, ...)
{
    MODE(flags, flags)
    return fails("open", path) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(flags, flags)
    return fails("open", path) ? -1 : REAL(open64)(path, flags, mode);
}

DIR *opendir(const char *path)
{
    return fails("opendir", path) ? NULL : REAL(opendir)(path);
}

int close(int fd)
{
    /* As the kernel has it: the descriptor is gone, and what was written may be, too. */
    int failed = fails_on("close", fd), error = errno, result = REAL(close)(fd);

    if (failed)
        errno = error;
    return failed ? -1 : result;
}

ssize_t write(int fd, const void *from, size_t count)
{
    return fails_on("write", fd) ? -1 : REAL(write)(fd, from, count);
}

ssize_t read(int fd, void *into, size_t count)
{
    return fails_on("read", fd) ? -1 : REAL(read)(fd, into, count);
}

int fsync(int fd)
{
    return fails_on("fsync", fd) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return fails_on("fdatasync", fd) ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
    return fails("rename", to) ? -1 : REAL(rename)(from, to);
}

int unlink(const char *path)
{
    return fails("unlink", path) ? -1 : REAL(unlink)(path);
}

int rmdir(const char *path)
{
    return fails("rmdir", path) ? -1 : REAL(rmdir)(path);
}

int mkdir(const char *path, mode_t mode)
{
    return fails("mkdir", path) ? -1 : REAL(mkdir)(path, mode);
}

int chmod(const char *path, mode_t mode)
{
    return fails("chmod", path) ? -1 : REAL(chmod)(path, mode);
}
