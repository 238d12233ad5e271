/**
 * The documented surface of Windows' IP Helper, and of Winsock as far as it reserves ports, under their documented names,
 * kept by Linux. Start at {@link dev.berth.iphlpapi.IpHelper} for persistent reservations and tables, and at {@link
 * dev.berth.iphlpapi.WinSock} for sockets and what is acquired and consumed on them.
 */
package dev.berth.iphlpapi;
