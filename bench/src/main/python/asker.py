"""portpicker's client of a portserver, whose address is the only word. A worker: each line on standard input is answered by
"COUNT NANOSECONDS", how many of them went as they should and the median of the times that one took; their mean where
"mean" stands after the number.

  each N     makes N processes, asks for a port for each in turn, which alone is timed, and ends it after that, so that
             its port is free again before the next one
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
# It is refused at once: asked for so that no request that is timed comes right after other things were done.
FIRST_PROCESS = 1

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
    """Not by fork: after it each page that is written to is copied first, and that would be in what is timed next."""
    for _ in range(number):
        children.append(os.posix_spawn("/bin/sleep", ["sleep", "infinity"], os.environ))
    ask(FIRST_PROCESS)
    return number, 0


def end(pid):
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def drop(_):
    for pid in children:
        end(pid)
    children.clear()
    return 0, 0


def fill(ports):
    global held
    got, nanos = timed([os.getpid()] * (ports - held))
    held += got
    return held, nanos


def one_by_one():
    while children:
        yield children[0]
        end(children.pop(0))


def each(times):
    prepare(times)
    return timed(one_by_one())


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
