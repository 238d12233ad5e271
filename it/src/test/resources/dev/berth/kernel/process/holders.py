# Holds sockets in ways that are hard to see. Prints "name inode pid,pid" for each: who has it open. Then waits until its
# input ends; whoever it started ends with it.
import ctypes
import os
import platform
import signal
import socket
import sys
import threading

IPPROTO_MPTCP = 262
CLONE_FILES = 0x400
CLONE_NEWPID = 0x20000000
PR_SET_PDEATHSIG = 1
EXIT_OF_A_THREAD = 60 if platform.machine() == "x86_64" else 93
libc = ctypes.CDLL(None, use_errno=True)
kept = []


def inode(held):
    return os.fstat(held.fileno()).st_ino


def tell(name, number, *pids):
    print(name, number, ",".join(str(pid) for pid in sorted(pids)) or "-", flush=True)


def bound(protocol=0):
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, protocol)
    made.bind(("127.0.0.1", 0))
    made.listen(8)
    return made


def keep(made):
    kept.append(made)
    return made


def need(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), "refused")


def child(work):
    """A child that does something, answers with a line, and lives as long as its parent."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.close(read)
        work(write)
        while True:
            signal.pause()
    os.close(write)
    with os.fdopen(read) as answer:
        return pid, answer.readline().strip()


def plain():
    tell("plain", inode(keep(bound())), os.getpid())


def twice():
    one = keep(bound())
    keep(socket.fromfd(one.fileno(), one.family, one.type))
    tell("twice", inode(one), os.getpid())


def mptcp():
    listener = keep(bound(IPPROTO_MPTCP))
    client = keep(socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP))
    client.connect(listener.getsockname())
    accepted = keep(listener.accept()[0])
    for name, held in (("mptcp-listener", listener), ("mptcp-client", client), ("mptcp-accepted", accepted)):
        tell(name, inode(held), os.getpid())


def shared():
    one = keep(bound())
    pid, _ = child(lambda write: os.close(write))
    tell("shared", inode(one), os.getpid(), pid)


def handed_over():
    near, far = socket.socketpair()
    one = bound()
    socket.send_fds(near, [b"!"], [one.fileno()])
    one.close()

    def receive(write):
        number = os.fstat(socket.recv_fds(far, 1, 1)[1][0]).st_ino
        os.write(write, b"%d\n" % number)
        os.close(write)

    pid, number = child(receive)
    tell("handed-over", int(number), pid)


def on_its_way():
    near, far = socket.socketpair()
    one = bound()
    number = inode(one)
    socket.send_fds(near, [b"!"], [one.fileno()])
    one.close()
    kept.extend([near, far])
    tell("on-its-way", number)


def of_a_thread():
    ready = threading.Event()

    def work():
        need(libc.unshare(CLONE_FILES))
        one = bound()
        tell("of-a-thread", inode(one), os.getpid())
        ready.set()
        threading.Event().wait()

    threading.Thread(target=work, daemon=True).start()
    ready.wait()


def of_a_thread_whose_leader_ended():
    def work(write):
        def live():
            one = bound()
            os.write(write, b"%d\n" % inode(one))
            os.close(write)
            threading.Event().wait()

        threading.Thread(target=live).start()
        libc.syscall(EXIT_OF_A_THREAD, 0)

    pid, number = child(work)
    tell("left-by-its-leader", int(number), pid)


def in_another_pid_namespace():
    def work(write):
        need(libc.unshare(CLONE_NEWPID))
        ready, go = os.pipe()
        inner = os.fork()
        if inner == 0:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            one = bound()
            os.write(go, b"%d" % inode(one))
            while True:
                signal.pause()
        os.write(write, b"%s %d\n" % (os.read(ready, 20), inner))
        os.close(write)

    _, answer = child(work)
    number, pid = answer.split()
    tell("in-another-pid-namespace", int(number), int(pid))


# Those that make children come first, while there is nothing that a child could inherit.
for situation in (handed_over, of_a_thread_whose_leader_ended, in_another_pid_namespace, shared, plain, twice, mptcp, on_its_way,
                  of_a_thread):
    situation()
print("all", flush=True)
sys.stdin.read()
os._exit(0)
