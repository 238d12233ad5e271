/** The documented surface of Windows' IP Helper under its documented names, kept by Linux. */
package dev.berth.iphlpapi;
