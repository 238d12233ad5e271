"""Edits net.ipv4.ip_local_reserved_ports as administrators and their tools do, until its input ends.

adder FIRST COUNT: merges one port after the other into the list, and looks until each is there.
rewriter FIRST COUNT: reads the list, adds or takes away one port of its own, and writes all of it, as sysctl -w does.

What was in the list for a second, of its own or of the further ports it is told, has to be there whenever it looks
until it takes it away itself. What it wrote later may be overwritten by somebody who looked before: it writes it again.
"""
import os
import random
import select
import sys
import time

LIST = "/proc/sys/net/ipv4/ip_local_reserved_ports"


def look():
    file = os.open(LIST, os.O_RDONLY)
    try:
        text = os.read(file, 1 << 18).decode().strip()
    finally:
        os.close(file)
    ports = set()
    for run in text.split(",") if text else []:
        first, _, last = run.partition("-")
        ports.update(range(int(first), int(last or first) + 1))
    return ports


def write(ports, offset):
    runs = []
    for port in sorted(ports):
        if runs and runs[-1][1] == port - 1:
            runs[-1][1] = port
        else:
            runs.append([port, port])
    text = ",".join(str(a) if a == b else "%d-%d" % (a, b) for a, b in runs) + "\n"
    file = os.open(LIST, os.O_WRONLY)
    try:
        os.pwrite(file, text.encode(), offset)
    finally:
        os.close(file)


def told_to_end(seconds):
    return bool(select.select([sys.stdin], [], [], seconds)[0])


class Editor:
    def __init__(self, first, count, others):
        self.pool = range(first, first + count)
        self.others = others
        self.mine = {}
        self.writes = self.repeated = 0

    def check(self):
        now = time.monotonic()
        seen = look()
        gone = set(self.mine) - seen
        lost = {port for port in gone if now - self.mine[port] > 1} | self.others - seen
        if lost:
            print("lost %s at %.3f" % (sorted(lost), now), flush=True)
        if gone:
            self.repeated += 1
            write(gone, 1)
        return seen | gone

    def adder(self):
        for port in self.pool:
            write([port], 1)
            self.writes += 1
            self.mine[port] = time.monotonic()
            self.check()
            if told_to_end(0.0002):
                return
        while not told_to_end(0.001):
            self.check()

    def rewriter(self, dice):
        while not told_to_end(0.001):
            seen = self.check()
            port = dice.choice(self.pool)
            write(seen ^ {port}, 0)
            self.writes += 1
            if port in seen:
                self.mine.pop(port, None)
            else:
                self.mine[port] = time.monotonic()


kind, first, count, seed = sys.argv[1:5]
editor = Editor(int(first), int(count), set(map(int, sys.argv[5:])))
print("ready", flush=True)
if kind == "adder":
    editor.adder()
else:
    editor.rewriter(random.Random(int(seed)))
while set(editor.mine) - look():
    editor.check()
print("end %d %d" % (editor.writes, editor.repeated), *sorted(editor.mine), flush=True)
