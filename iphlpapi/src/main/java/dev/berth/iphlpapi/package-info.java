/**
 * The documented surface of Windows' IP Helper under its documented names, kept by Linux. Start at
 * {@link dev.berth.iphlpapi.IpHelper}.
 */
package dev.berth.iphlpapi;
