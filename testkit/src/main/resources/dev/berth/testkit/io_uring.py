# Asks the kernel whether an io_uring can bind: "yes", "no: WHY" or why nobody knows.
import ctypes
import errno

SETUP, REGISTER = 425, 427  # the same everywhere
REGISTER_PROBE, OP_BIND, SUPPORTED, OPERATIONS = 8, 56, 1, 128
libc = ctypes.CDLL(None, use_errno=True)


def answer():
    ring = libc.syscall(SETUP, 1, ctypes.create_string_buffer(120))
    if ring < 0:
        error = ctypes.get_errno()
        if error == errno.ENOSYS:
            return "no: io_uring_setup: ENOSYS"
        with open("/proc/sys/kernel/io_uring_disabled") as disabled:
            if disabled.read().strip() == "2":
                return "no: /proc/sys/kernel/io_uring_disabled is 2"
        return "io_uring_setup: " + errno.errorcode[error]
    probe = ctypes.create_string_buffer(16 + 8 * OPERATIONS)
    if libc.syscall(REGISTER, ring, REGISTER_PROBE, probe, OPERATIONS) < 0:
        return "io_uring_register: " + errno.errorcode[ctypes.get_errno()]
    last = probe.raw[0]
    if last >= OP_BIND and probe.raw[16 + 8 * OP_BIND + 2] & SUPPORTED:
        return "yes"
    return "no: its last operation is %d and IORING_OP_BIND would be %d" % (last, OP_BIND)


print(answer())
