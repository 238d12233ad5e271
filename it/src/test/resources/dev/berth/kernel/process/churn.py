# Holds as many sockets as its argument says, half TCP, half UDP, prints "lasting inode pid" for each, and then makes and
# closes others, which take and leave descriptors among those that last, until its input ends.
import os
import select
import socket
import sys


def made(kind):
    one = socket.socket(socket.AF_INET, kind)
    one.bind(("127.0.0.1", 0))
    if kind == socket.SOCK_STREAM:
        one.listen(1)
    return one


kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
lasting, passing = [], []
for turn in range(int(sys.argv[1])):
    lasting.append(made(kinds[turn % 2]))
    if turn % 10 == 0:
        passing.append(made(kinds[turn // 10 % 2]))
for one in lasting:
    print("lasting", os.fstat(one.fileno()).st_ino, os.getpid())
print("all", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    for at in range(len(passing)):
        passing[at].close()
        passing[at] = made(kinds[at % 2])
