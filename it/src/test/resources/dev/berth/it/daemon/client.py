# The program behind dev.berth.it.daemon.PythonClient: speaks to berthd by hand, well and badly, as the lines of its input
# order, and answers each with a line of JSON. Knows nothing of Berth but its interface.
import array
import json
import os
import random
import select
import socket
import struct
import sys
import time

PATH = sys.argv[1]
INTERFACE = "dev.berth.Ports."
PATIENCE = 20
LONGEST_CALL = 64 * 1024
SCM_MAX_FD = 253


class Closed(Exception):
    pass


class Connection:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(PATH)
        self.rest = b""

    def send(self, data, descriptors=()):
        """Sends all of it; the descriptors go with the first byte."""
        try:
            if descriptors:
                rights = array.array("i", descriptors)
                sent = self.socket.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
                data = data[sent:]
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError) as gone:
            raise Closed from gone

    def reply(self):
        """The next reply; whatever it is, it is JSON, and an error has a name."""
        while b"\0" not in self.rest:
            try:
                got = self.socket.recv(65536)
            except ConnectionResetError as gone:
                raise Closed from gone
            if not got:
                raise Closed
            self.rest += got
        text, self.rest = self.rest.split(b"\0", 1)
        reply = json.loads(text)
        assert isinstance(reply["parameters"], dict), text
        assert "error" not in reply or reply["error"].count(".") >= 2, text
        return reply

    def call(self, method, parameters, descriptors=()):
        self.send(call(method, parameters), descriptors)
        return self.reply()

    def close(self):
        self.socket.close()


def call(method, parameters):
    name = method if "." in method else INTERFACE + method
    return json.dumps({"method": name, "parameters": parameters}).encode() + b"\0"


def verdict(reply):
    """What came of a call in a word: ok, the name of a refusal, or of an error."""
    error = reply.get("error")
    if error is None:
        return "ok"
    return reply["parameters"]["name"] if error == INTERFACE + "Refused" else error.rsplit(".", 1)[1]


def acquire(connection, **more):
    return connection.call("Acquire", {"protocol": "tcp", "count": 1, **more})


# What somebody does who means well: acquires and binds, then acquires and releases until the next line comes.


def be_served():
    connection, longest = Connection(), 0.0
    with socket.socket() as inside:
        held = acquired(connection, [inside.fileno()])
        associated = connection.call("Associate", {"token": held["token"]}, [inside.fileno()])
        assert verdict(associated) == "ok", associated
        inside.bind(("", 0))
        assert inside.getsockname()[1] == held["start"], held
        released(connection, held)
    pairs = 1
    while not select.select([sys.stdin], [], [], 0)[0]:
        begin = time.monotonic()
        released(connection, acquired(connection))
        pairs += 1
        longest = max(longest, time.monotonic() - begin)
    return {"pairs": pairs, "longest": round(longest * 1000)}


def acquired(connection, descriptors=()):
    reply = connection.call("Acquire", {"protocol": "tcp", "count": 1}, descriptors)
    assert verdict(reply) == "ok", reply
    return reply["parameters"]


def released(connection, held):
    reply = connection.call("Release", {"token": held["token"]})
    assert verdict(reply) == "ok", reply


# What others do.

METHODS = ["Acquire", "Release", "Associate", "List", "Lookup", "Create", "Change", "Delete", "Exclude",
           "RemoveExclusion", "Restore", "Disable", "Metrics", "Nothing", "org.varlink.service.GetInfo",
           "org.varlink.service.GetInterfaceDescription", "org.varlink.service.Nothing", "com.example.Else"]
MEMBERS = ["protocol", "count", "start", "consumers", "deny", "request", "token", "force", "name", "interface", "purge"]
VALUES = ["tcp", "udp", "tcp+udp", "sctp", "", "\0", "\ud800", "0x0123456789abcdef", "eacces", "dev.berth.Ports", 0, 1, -1, 70000,
          2**31, 2**63 - 1, 2**70, 1.5, True, None, [], {}, [{}], [{"user": "root"}], [{"cgroup": "/../x"}], [None],
          "x" * 1000, ["x"] * 100, {"a": {"b": {}}}]
GOOD = [call("Acquire", {"protocol": "tcp", "count": 1, "consumers": [{"user": "root"}], "deny": "eacces"}),
        call("Release", {"token": "0x0000000000000001"}), call("List", {}), call("org.varlink.service.GetInfo", {})]


def odd(random):
    """A call of some method with whatever parameters."""
    parameters = {random.choice(MEMBERS): random.choice(VALUES) for _ in range(random.randrange(5))}
    return call(random.choice(METHODS), parameters)


def mutated(random):
    message = bytearray(random.choice(GOOD)[:-1])
    for _ in range(random.randrange(1, 5)):
        message[random.randrange(len(message))] = random.randrange(1, 256)
    return bytes(message) + b"\0"


def junk(random):
    return bytes(random.randrange(1, 256) for _ in range(random.randrange(200))) + b"\0"


def deep(random):
    return b'{"a":' * random.randrange(1, 5000) + b"\0"


def truncated(random):
    message = random.choice(GOOD)
    return message[:random.randrange(len(message))]


def oversized(random):
    return b'{"method":"' + b"x" * (LONGEST_CALL + random.randrange(100000))


KINDS = {odd: 40, mutated: 35, junk: 10, truncated: 8, deep: 5, oversized: 2}


def one(connection, kind, message, slowly):
    if slowly:
        for i in range(len(message)):
            connection.send(message[i:i + 1])
    else:
        connection.send(message)
    if kind is truncated:
        connection.close()
        return "left"
    reply = connection.reply()
    if verdict(reply) == "ok" and "token" in reply["parameters"]:
        connection.call("Release", {"token": reply["parameters"]["token"]})
    return "ok" if verdict(reply) == "ok" else "refused"


def misbehave(seed, number):
    """So many messages of every bad kind, some of them byte by byte; how often what came of it."""
    numbers, counts, connection = random.Random(int(seed)), {}, Connection()
    for i in range(int(number)):
        kind = numbers.choices(list(KINDS), KINDS.values())[0]
        message = kind(numbers)
        try:
            came = one(connection, kind, message, len(message) < 500 and numbers.random() < 0.01)
        except Closed:
            came = "closed"
        except Exception as failed:
            raise AssertionError("message %d of seed %s, %s: %r" % (i, seed, kind.__name__, message[:300])) from failed
        counts[came] = counts.get(came, 0) + 1
        if came in ("left", "closed"):
            connection.close()
            connection = Connection()
    connection.close()
    return counts


kept = []


def stop_midway(number):
    """Connections that say nothing, or half of something, with or without an end; they stay open."""
    for i in range(int(number)):
        connection = Connection()
        if i % 3:
            connection.send(GOOD[0][:-9])
        if i % 3 == 2:
            connection.socket.shutdown(socket.SHUT_WR)
        kept.append(connection)
    return {"open": len(kept)}


def read_nothing(number):
    """Connections that ask and do not listen, until berthd closes them or takes no more."""
    came = {"closed": 0, "stuck": 0}
    for i in range(int(number)):
        connection = Connection()
        kept.append(connection)
        connection.socket.settimeout(0.25)
        ask = call("List" if i % 2 else "org.varlink.service.GetInterfaceDescription", {"interface": "dev.berth.Ports"})
        try:
            while True:
                connection.send(ask * 100)
        except Closed:
            came["closed"] += 1
        except TimeoutError:
            came["stuck"] += 1
    return came


def leave():
    while kept:
        kept.pop().close()
    return {}


def lingering():
    """A connection with more to send than anybody reads, whose last close waits for a minute."""
    server = socket.create_server(("127.0.0.1", 0))
    near = socket.create_connection(server.getsockname())
    far = server.accept()[0]
    near.setblocking(False)
    try:
        while True:
            near.send(bytes(65536))
    except BlockingIOError:
        pass
    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 60))
    kept.append(far)  # or it would be reset, and nobody waited
    kept.append(server)
    return near.detach()


def epoll():
    made = select.epoll()
    return os.dup(made.fileno())


def bound():
    made = socket.socket()
    made.bind(("127.0.0.1", 0))
    return made.detach()


WRONG = {
    "lingering": lingering,
    "bound": bound,
    "directory": lambda: os.open("/", os.O_RDONLY),
    "file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "device": lambda: os.open("/dev/zero", os.O_RDWR),
    "path": lambda: os.open("/etc", os.O_PATH),
    "pipe": lambda: os.pipe()[1],
    "unix": lambda: socket.socketpair()[0].detach(),
    "datagrams": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).detach(),
    "berthd": lambda: Connection().socket.detach(),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4).detach(),
    "packets": lambda: socket.socket(socket.AF_INET, socket.SOCK_SEQPACKET, 132).detach(),
    "epoll": epoll,
    "process": lambda: os.pidfd_open(os.getpid()),
    "memory": lambda: os.memfd_create("x"),
}


def pass_one(kind):
    """Passes a descriptor of a wrong kind with each method, and closes it before berthd can: the names of the answers."""
    connection = Connection()
    token = acquire(connection)["parameters"]["token"]
    came = []
    for method, parameters in [("Acquire", {"protocol": "tcp", "count": 1}), ("Associate", {"token": token}),
                               ("List", {}), ("Nothing", {}), ("Release", {"token": token})]:
        descriptor = WRONG[kind]()
        connection.send(call(method, parameters), [descriptor])
        os.close(descriptor)
        came.append(verdict(connection.reply()))
    connection.close()
    return {"came": came}


def pass_many(number):
    """Passes many at once: the name of the answer, and that the connection ends."""
    connection = Connection()
    descriptors = [os.open("/dev/null", os.O_RDONLY) for _ in range(int(number))]
    connection.send(GOOD[2], descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    came = verdict(connection.reply())
    try:
        connection.reply()
    except Closed:
        came += ", closed"
    return {"came": came}


def pass_drops(times):
    """Passes one with each byte of a message that never ends."""
    came = 0
    for _ in range(int(times)):
        connection, descriptor = Connection(), os.open("/dev/null", os.O_RDONLY)
        try:
            for byte in GOOD[0][:-1]:
                connection.send(bytes([byte]), [descriptor])
            connection.reply()
            connection.reply()
        except Closed:
            came += 1
        os.close(descriptor)
        connection.close()
    return {"closed": came}


tokens = []


def acquire_many(number, *words):
    """Acquires over a connection that ends then; how often that went well, and what came at last."""
    connection, came, got = Connection(), "ok", 0
    for _ in range(int(number)):
        reply = acquire(connection, **json.loads(" ".join(words) or "{}"))
        came = verdict(reply)
        if came != "ok":
            break
        got += 1
        tokens.append(reply["parameters"]["token"])
    connection.close()
    return {"got": got, "came": came, "message": reply["parameters"].get("message", "")}


def say(method, *words):
    """Any call: what came of it."""
    connection = Connection()
    reply = connection.call(method, json.loads(" ".join(words) or "{}"))
    connection.close()
    return {"came": verdict(reply), "message": reply["parameters"].get("message", "")}


def outlive():
    """Goes on with the connection of a child that has acquired and ended: what comes of that, and of a child's call."""
    near, far = socket.socketpair()
    child = os.fork()
    if child == 0:
        connection = Connection()
        held = acquired(connection)
        socket.send_fds(far, [str(held["start"]).encode()], [connection.socket.fileno()])
        os._exit(0)
    port, descriptors, _, _ = socket.recv_fds(near, 100, 1)
    os.waitpid(child, 0)
    connection = Connection.__new__(Connection)
    connection.socket, connection.rest = socket.socket(fileno=descriptors[0]), b""
    connection.socket.settimeout(PATIENCE)
    reply = acquire(connection)
    connection.close()
    return {"came": verdict(reply), "message": reply["parameters"].get("message", ""), "port": int(port)}


def release_all():
    connection = Connection()
    while tokens:
        released(connection, {"token": tokens.pop()})
    connection.close()
    return {}


def crowd_in(most):
    """Connects until berthd takes no more of this user; how many stay."""
    for _ in range(int(most)):
        connection = Connection()
        try:
            connection.call("org.varlink.service.GetInfo", {})
        except Closed:
            break
        kept.append(connection)
    return {"open": len(kept)}


ORDERS = {order.__name__: order for order in (be_served, misbehave, stop_midway, read_nothing, leave, pass_one, pass_many,
                                              pass_drops, acquire_many, say, outlive, release_all, crowd_in)}

def line():
    """The next line of the input, and no byte more, so that there is something to be seen of the one after it."""
    read = b""
    while not read.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit()
        read += byte
    return read.decode()


while True:
    order, *words = line().split()
    print(json.dumps(ORDERS[order](*words)), flush=True)
