"""portpicker in process, and portserver asked through portpicker.

With a word, START-LAST, it starts a portserver of that pool and ends it at the end. A worker: each line on standard input
is answered by "COUNT NANOSECONDS", how many of them went as they should and what one took.

  pair N     portpicker alone: picks a port and returns it
  fill N     asks portserver until N ports belong to this process
  server N   asks portserver for N ports in turn, each for another process, whose death gives it back before the next one;
             all are made before, and the asking is what is timed
  refused N  asks portserver where none is left
"""

import os
import signal
import socket
import subprocess
import sys
import time

import portpicker

ADDRESS = "@berth-bench-%d" % os.getpid()
PATIENCE = 10
# It is refused at once: asked for so that no request that is timed comes right after other things were done.
FIRST_PROCESS = 1

held = 0


def ask(pid):
    return portpicker.get_port_from_port_server(ADDRESS, pid=pid)


def start(pool):
    """Starts a portserver and waits until it answers."""
    server = subprocess.Popen(
        ["/usr/bin/portserver", "--portserver_static_pool=" + pool, "--portserver_address=" + ADDRESS],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect("\0" + ADDRESS[1:])
                return server
            except ConnectionRefusedError:
                time.sleep(0.01)
    server.kill()
    sys.exit("portserver does not answer")


def pair(times):
    count = 0
    begin = time.monotonic_ns()
    for _ in range(times):
        port = portpicker.pick_unused_port()
        portpicker.return_port(port)
        count += port > 0
    return count, time.monotonic_ns() - begin


def fill(ports):
    global held
    begin = time.monotonic_ns()
    while held < ports and ask(os.getpid()):
        held += 1
    return held, time.monotonic_ns() - begin


def served(times):
    """Its processes are not forked: after that each page that is written to is copied first, which would be timed."""
    count, nanos = 0, 0
    children = [os.posix_spawn("/bin/sleep", ["sleep", "infinity"], os.environ) for _ in range(times)]
    ask(FIRST_PROCESS)
    for pid in children:
        begin = time.monotonic_ns()
        port = ask(pid)
        nanos += time.monotonic_ns() - begin
        count += port is not None
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return count, nanos


def refused(times):
    begin = time.monotonic_ns()
    count = sum(ask(os.getpid()) is None for _ in range(times))
    return count, time.monotonic_ns() - begin


def main():
    complaints = sys.stderr
    server = start(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.stderr = open(os.devnull, "w", encoding="ascii")  # portpicker complains there about each refusal
    tasks = {"pair": pair, "fill": fill, "server": served, "refused": refused}
    try:
        for line in sys.stdin:
            task, times = line.split()
            count, nanos = tasks[task](int(times))
            print(count, nanos // int(times), flush=True)
    except BaseException:
        sys.stderr = complaints
        raise
    finally:
        if server:
            server.kill()
            server.wait()


main()
