// Lists the TCP table through sock_diag, as the peer of the listing in Java: the same dump, the least work around it.
// A worker: each line on standard input asks for one listing; the answer is "COUNT NANOSECONDS".
#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER (64 * 1024) // the kernel fills at most 32 KiB of it at a time
#define ALL_STATES 0x1ffe

struct row {
    uint8_t family, state, timer, retransmits;
    uint16_t local_port, remote_port;
    uint32_t local[4], remote[4];
    uint32_t interface, expires, received, sent, uid, inode;
    uint64_t cookie;
};

static volatile uint64_t seen; // what rows come to, so that no compiler leaves them out

static void fail(const char *call) {
    fprintf(stderr, "dump: %s: %s\n", call, strerror(errno));
    exit(1);
}

static void take(const struct row *row) {
    seen += row->family ^ row->state ^ row->timer ^ row->retransmits ^ row->local_port ^ row->remote_port
        ^ row->local[0] ^ row->local[1] ^ row->local[2] ^ row->local[3]
        ^ row->remote[0] ^ row->remote[1] ^ row->remote[2] ^ row->remote[3]
        ^ row->interface ^ row->expires ^ row->received ^ row->sent ^ row->uid ^ row->inode ^ row->cookie;
}

static void read_row(const struct inet_diag_msg *m) {
    struct row row = {
        .family = m->idiag_family,
        .state = m->idiag_state,
        .timer = m->idiag_timer,
        .retransmits = m->idiag_retrans,
        .local_port = ntohs(m->id.idiag_sport),
        .remote_port = ntohs(m->id.idiag_dport),
        .interface = m->id.idiag_if,
        .expires = m->idiag_expires,
        .received = m->idiag_rqueue,
        .sent = m->idiag_wqueue,
        .uid = m->idiag_uid,
        .inode = m->idiag_inode,
        .cookie = m->id.idiag_cookie[0] | (uint64_t)m->id.idiag_cookie[1] << 32,
    };
    memcpy(row.local, m->id.idiag_src, sizeof row.local);
    memcpy(row.remote, m->id.idiag_dst, sizeof row.remote);
    take(&row);
}

/* TCP sockets of both families, by one walk through the kernel's tables. */
static long dump(char *buffer) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) fail("socket");
    struct {
        struct nlmsghdr header;
        struct inet_diag_req request;
    } ask = {
        .header = {
            .nlmsg_len = sizeof ask,
            .nlmsg_type = TCPDIAG_GETSOCK,
            .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
        },
        .request = {.idiag_states = ALL_STATES},
    };
    if (send(fd, &ask, sizeof ask, 0) != sizeof ask) fail("send");
    long count = 0;
    for (;;) {
        struct iovec part = {buffer, BUFFER};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        ssize_t got = recvmsg(fd, &message, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            fail("recvmsg");
        }
        if (message.msg_flags & MSG_TRUNC) {
            errno = EMSGSIZE;
            fail("recvmsg");
        }
        unsigned left = got;
        for (struct nlmsghdr *header = (struct nlmsghdr *)buffer; NLMSG_OK(header, left);
             header = NLMSG_NEXT(header, left)) {
            if (header->nlmsg_type == NLMSG_DONE) {
                close(fd);
                return count;
            }
            if (header->nlmsg_type == NLMSG_ERROR) {
                errno = -((struct nlmsgerr *)NLMSG_DATA(header))->error;
                fail("dump");
            }
            if (header->nlmsg_flags & NLM_F_DUMP_INTR) {
                errno = EAGAIN;
                fail("dump");
            }
            read_row(NLMSG_DATA(header));
            count++;
        }
    }
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

int main(void) {
    char *buffer = malloc(BUFFER);
    if (!buffer) fail("malloc");
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        int64_t start = now();
        long count = dump(buffer);
        printf("%ld %lld\n", count, (long long)(now() - start));
        fflush(stdout);
    }
    return 0;
}
