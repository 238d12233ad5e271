package dev.berth.kernel.linux;
/** The Linux kernel this runs on. */
public final class LinuxKernel {
    private LinuxKernel() {}
}
