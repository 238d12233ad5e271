package dev.berth.iphlpapi;

import dev.berth.api.Outcome;
import dev.berth.kernel.SyscallException;

/** What a control code of {@code WSAIoctl} does. */
interface Ioctl {
    /** Does it, and says in a sentence what it came to. */
    Outcome<String> on(OpenSocket socket, IoctlBuffers buffers) throws SyscallException;
}
