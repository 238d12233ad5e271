# The program behind dev.berth.testkit.Actor: makes the socket calls that the lines of its input order, and answers each
# with a line: "ok", "ok NUMBER" or the name of an error. Many are started, each for a few calls: what only a few of them need
# is imported where it is needed.
import errno
import os
import signal
import socket
import struct
import sys

KINDS = {
    "TCP": (socket.SOCK_STREAM, 0),
    "UDP": (socket.SOCK_DGRAM, 0),
    "MPTCP": (socket.SOCK_STREAM, 262),
}
OPTIONS = {"REUSEADDR": socket.SO_REUSEADDR, "REUSEPORT": socket.SO_REUSEPORT}
LOOPBACK = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}
ABORT_ON_CLOSE = struct.pack("ii", 1, 0)
# Numbers of exit(2), which ends the calling thread alone, by machine; the generic one everywhere else.
EXIT = {"x86_64": 60}
PR_SET_CHILD_SUBREAPER = 36
SAID_BY_ANOTHER = object()
# Seconds; an emulated machine takes longer.
PATIENCE = 10 * int(os.environ.get("BERTH_SLOWNESS", "1"))
sockets = {}
children = {}


def make(kind, options):
    name = kind.replace("_DUAL", "").rstrip("46")
    family = socket.AF_INET if kind.endswith("4") else socket.AF_INET6
    made = socket.socket(family, *KINDS[name])
    made.settimeout(PATIENCE)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if kind.endswith("DUAL") else 1)
    for option in options[1:].split("+"):
        if option:
            made.setsockopt(socket.SOL_SOCKET, OPTIONS[option], 1)
    return made


def port_of(bound):
    return bound.getsockname()[1]


def new(name, kind, options):
    sockets[name] = make(kind, options)


def end(address, port):
    host, _, interface = address.partition("%")
    return (host, int(port), 0, socket.if_nametoindex(interface)) if interface else (host, int(port))


def bind(name, address, port):
    sockets[name].bind(end(address, port))
    return port_of(sockets[name])


def listen(name, backlog):
    sockets[name].listen(int(backlog))


def setoption(name, level, option, value):
    sockets[name].setsockopt(int(level), int(option), int(value))


def device(name, interface):
    sockets[name].setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())


def connect(name, address, port):
    sockets[name].connect(end(address, port))
    return port_of(sockets[name])


def connecting(name, address, port):
    sockets[name].setblocking(False)
    try:
        sockets[name].connect((address, int(port)))
    except BlockingIOError:
        pass
    return port_of(sockets[name])


def many(name, kind, address, port, times):
    server = make(kind, "-")
    server.bind((address, int(port)))
    server.listen(64)
    sockets[name] = server
    for turn in range(int(times)):
        near = sockets["%s-near-%d" % (name, turn)] = make(kind, "-")
        near.connect((address, int(port)))
        sockets["%s-far-%d" % (name, turn)] = server.accept()[0]


def accept(name, accepted):
    sockets[accepted] = sockets[name].accept()[0]
    sockets[accepted].settimeout(PATIENCE)


def send(name):
    sockets[name].send(b"!")


def receive(name):
    if sockets[name].recv(1) != b"!":
        raise OSError(errno.ECONNRESET, "the connection has ended")


def read(name):
    return len(sockets[name].recv(1))


def fill(name):
    sockets[name].setblocking(False)
    try:
        while True:
            sockets[name].send(bytes(65536))
    except BlockingIOError:
        pass


def shutdown(name):
    sockets[name].shutdown(socket.SHUT_WR)


def port(name):
    return port_of(sockets[name])


def fileno(name):
    return sockets[name].fileno()


def close(name):
    sockets.pop(name).close()


def attempt(kind, options, address, wanted):
    with make(kind, options) as made:
        made.bind((address, int(wanted)))
        return port_of(made)


def count(counts, outcome):
    counts[outcome] = counts.get(outcome, 0) + 1


def name_of(error):
    return "ETIMEDOUT" if isinstance(error, TimeoutError) else errno.errorcode[error.errno]


def attack(kind, options, address, start, length, times):
    counts = {}
    for turn in range(int(times)):
        try:
            attempt(kind, options, address, int(start) + turn % int(length))
            count(counts, "ok")
        except OSError as error:
            count(counts, name_of(error))
    return counts


def where(bound, start, length):
    return "inside" if int(start) <= port_of(bound) < int(start) + int(length) else "outside"


def autobind(kind, options, start, length, times):
    counts = {}
    for _ in range(int(times)):
        try:
            with make(kind, options) as made:
                made.bind((LOOPBACK[made.family], 0))
                count(counts, where(made, start, length))
        except OSError as error:
            count(counts, name_of(error))
    return counts


def exhaust(kind, options, start, length):
    counts = {}
    kept = []
    try:
        while True:
            made = make(kind, options)
            kept.append(made)
            made.bind((LOOPBACK[made.family], 0))
            count(counts, where(made, start, length))
    except OSError as error:
        count(counts, name_of(error))
    for made in kept:
        made.close()
    return counts


def autoconnect(kind, options, listener, start, length, times):
    counts = {}
    stream = not kind.startswith("UDP")
    with make(kind, "-REUSEADDR") as server:
        address = LOOPBACK[server.family]
        server.bind((address, int(listener)))
        if stream:
            server.listen(64)
        for _ in range(int(times)):
            try:
                with make(kind, options) as client:
                    client.connect((address, int(listener)))
                    count(counts, where(client, start, length))
                    if stream:  # end by a reset, of what was accepted: no TIME_WAIT piles up
                        accepted = server.accept()[0]
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT_ON_CLOSE)
                if stream:
                    accepted.close()
            except OSError as error:
                count(counts, name_of(error))
    return counts


def fork():
    child = os.fork()
    if child == 0:
        while True:
            signal.pause()
    return child


def fork_bare():
    """A child that has closed every descriptor but the first three; answered when it has."""
    seen, closed = os.pipe()
    child = os.fork()
    if child == 0:
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        while True:
            signal.pause()
    os.close(closed)
    os.read(seen, 1)
    os.close(seen)
    return child


def begin_child(orders):
    for told in children.values():
        told.close()
    children.clear()
    serve(orders)
    os._exit(0)


def child(name):
    """A child with copies of all sockets, which takes orders by tell and answers by itself."""
    orders, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        begin_child(os.fdopen(orders))
    os.close(orders)
    children[name] = os.fdopen(told, "w")
    return pid


def orphan(name):
    """As child, but a grandchild, whose parent has ended."""
    orders, told = os.pipe()
    seen, said = os.pipe()
    between = os.fork()
    if between == 0:
        pid = os.fork()
        if pid == 0:
            os.close(told)
            begin_child(os.fdopen(orders))
        os.write(said, b"%d" % pid)
        os._exit(0)
    os.waitpid(between, 0)
    os.close(orders)
    os.close(said)
    children[name] = os.fdopen(told, "w")
    pid = int(os.read(seen, 16))
    os.close(seen)
    return pid


def tell(name, *words):
    children[name].write(" ".join(words) + "\n")
    children[name].flush()
    return SAID_BY_ANOTHER


def adopt_orphans():
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def first_thread():
    with open("/proc/self/task/%d/stat" % os.getpid()) as stat:
        return stat.read().rpartition(") ")[2][0]


def end_first_thread():
    """Goes on with a second thread alone, as after pthread_exit(3) in main."""
    import ctypes
    import threading

    def go_on():
        while first_thread() != "Z":
            os.sched_yield()
        print("ok", flush=True)
        serve(sys.stdin)
        os._exit(0)

    threading.Thread(target=go_on).start()
    ctypes.CDLL(None).syscall(EXIT.get(os.uname().machine, 93), 0)


def adopt(name, descriptor):
    sockets[name] = socket.socket(fileno=int(descriptor))
    sockets[name].settimeout(PATIENCE)


def copy(name, other):
    sockets[other] = sockets[name].dup()


def run(output, *command):
    import subprocess

    with open(output, "wb") as printed:
        return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT)


def ignore(name):
    signal.signal(signal.Signals[name], signal.SIG_IGN)


def setresuid(real, effective, saved):
    os.setresuid(int(real), int(effective), int(saved))


ORDERS = {"socket": new, "try": attempt}
for order in (bind, listen, setoption, device, connect, connecting, many, accept, send, receive, read, fill, shutdown, port,
              fileno, close, attack, autobind, exhaust, autoconnect, fork, fork_bare, child, orphan, tell, adopt_orphans,
              end_first_thread, adopt, copy, run, ignore, setresuid):
    ORDERS[order.__name__] = order


def answer(words):
    try:
        result = ORDERS[words[0]](*words[1:])
    except OSError as error:
        return name_of(error)
    if isinstance(result, dict):
        return "\n".join(["ok %d" % len(result)] + ["%s %d" % outcome for outcome in result.items()])
    if result is SAID_BY_ANOTHER:
        return None
    return "ok" if result is None else "ok %d" % result


def serve(orders):
    for line in orders:
        said = answer(line.split())
        if said:
            print(said, flush=True)


def settle(cgroup, user, group, groups):
    if cgroup:
        with open(cgroup + "/cgroup.procs", "w") as members:
            members.write("0")
    if groups or user != "0" or group != "0":
        os.setgroups([int(one) for one in groups.split(",") if one])
        os.setresgid(int(group), int(group), int(group))
        os.setresuid(int(user), int(user), int(user))


settle(*sys.argv[1:])
print("ok", flush=True)
serve(sys.stdin)
