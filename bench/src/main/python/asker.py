"""portpicker's client of a portserver, whose address is the only word. A worker: each line on standard input is answered by
"COUNT NANOSECONDS", how many of them went as they should and the median of the times that one took; their mean where
"mean" stands after the number.

  each N     makes a process, asks for a port for it, which alone is timed, and ends it
  prepare N  makes N processes that a port can be asked for; the time is 0
  ask N      asks for a port for each of those
  drop       ends those: their ports are free again
  fill N     asks until N ports belong to this process
  refused N  asks where no port is left
"""

import os
import signal
import statistics
import sys
import time

import portpicker

ADDRESS = sys.argv[1]

children = []
held = 0
of = statistics.median


def ask(pid):
    return portpicker.get_port_from_port_server(ADDRESS, pid=pid) is not None


def timed(requests):
    """How many were answered with a port, and what one took."""
    count, times = 0, []
    for pid in requests:
        begin = time.monotonic_ns()
        count += ask(pid)
        times.append(time.monotonic_ns() - begin)
    return count, int(of(times))


def prepare(number):
    for _ in range(number):
        pid = os.fork()
        if pid == 0:
            signal.pause()
        children.append(pid)
    return number, 0


def drop(_):
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    children.clear()
    return 0, 0


def fill(ports):
    global held
    got, nanos = timed([os.getpid()] * (ports - held))
    held += got
    return held, nanos


def each(times):
    count, nanos = 0, []
    for _ in range(times):
        prepare(1)
        got, took = timed(children)
        drop(0)
        count += got
        nanos.append(took)
    return count, int(of(nanos))


def refused(times):
    got, nanos = timed([os.getpid()] * times)
    return times - got, nanos


def main():
    global of
    complaints = sys.stderr
    sys.stderr = open(os.devnull, "w", encoding="ascii")  # portpicker complains there about each refusal
    tasks = {"each": each, "prepare": prepare, "ask": lambda number: timed(children[:number]), "drop": drop,
             "fill": fill, "refused": refused}
    try:
        for line in sys.stdin:
            task, number, *rest = line.split()
            of = statistics.mean if rest == ["mean"] else statistics.median
            print(*tasks[task](int(number)), flush=True)
    except BaseException:
        sys.stderr = complaints
        raise
    finally:
        drop(0)


main()
