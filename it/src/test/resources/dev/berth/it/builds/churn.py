# The processes behind dev.berth.it.builds.Churn: take automatic ports without a pause until their input ends.
import collections
import select
import socket
import struct
import sys

HELD = 60
TURNS = 64
LISTENER = ("127.0.0.1", 9000)
RESET = struct.pack("ii", 1, 0)
FAMILIES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::"))


def bind(turn, ring):
    family, address = FAMILIES[turn % 2]
    server = socket.socket(family, socket.SOCK_STREAM)
    ring.append(server)
    server.bind((address, 0))
    server.listen(1)


def connect(turn, ring):
    client = socket.socket()
    ring.append(client)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    client.connect(LISTENER)
    listener.accept()[0].close()


if sys.argv[1] == "connect":
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(LISTENER)
    listener.listen(64)
take = bind if sys.argv[1] == "bind" else connect
ring = collections.deque()
taken = turn = 0
while turn % TURNS or not select.select([sys.stdin], [], [], 0)[0]:
    turn += 1
    try:
        take(turn, ring)
        taken += 1
    except OSError:
        pass
    if len(ring) > HELD:
        ring.popleft().close()
print(sys.argv[1], taken)
