// Attaches programs that do nothing to the hooks that the guard is on, and becomes a command while they stay attached:
//   empty CGROUP COMMAND...
// They are what a compiler makes of "return 1": two instructions, so no compiler is asked. They go with the command,
// which has their links open.
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hooks.h"

#define ALLOW 1

static void fail(const char *call) {
    fprintf(stderr, "empty: %s: %s\n", call, strerror(errno));
    exit(1);
}

static int bpf(enum bpf_cmd command, union bpf_attr *attr, const char *what) {
    int fd = syscall(SYS_bpf, command, attr, sizeof *attr);
    if (fd < 0) fail(what);
    return fd;
}

static int load(enum bpf_prog_type type, enum bpf_attach_type hook) {
    struct bpf_insn code[] = {
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = ALLOW},
        {.code = BPF_JMP | BPF_EXIT},
    };
    union bpf_attr attr;
    memset(&attr, 0, sizeof attr);
    attr.prog_type = type;
    attr.expected_attach_type = hook;
    attr.insns = (uintptr_t)code;
    attr.insn_cnt = sizeof code / sizeof *code;
    attr.license = (uintptr_t)"GPL";
    return bpf(BPF_PROG_LOAD, &attr, "BPF_PROG_LOAD");
}

static void attach(int program, int cgroup, enum bpf_attach_type hook) {
    union bpf_attr attr;
    memset(&attr, 0, sizeof attr);
    attr.link_create.prog_fd = program;
    attr.link_create.target_fd = cgroup;
    attr.link_create.attach_type = hook;
    int link = bpf(BPF_LINK_CREATE, &attr, "BPF_LINK_CREATE");
    if (fcntl(link, F_SETFD, 0)) fail("F_SETFD"); // the kernel has it closed by execve
}

int main(int count, char **words) {
    if (count < 3) {
        fprintf(stderr, "empty CGROUP COMMAND...\n");
        return 2;
    }
    int cgroup = open(words[1], O_RDONLY | O_CLOEXEC);
    if (cgroup < 0) fail(words[1]);
    for (size_t i = 0; i < HOOKS; i++) {
        int program = load(hooks[i].type, hooks[i].hook);
        attach(program, cgroup, hooks[i].hook);
        close(program);
    }
    execv(words[2], words + 2);
    fail(words[2]);
}
