package dev.berth.it.iphlpapi;

/** The same rows, of an ordinary user, through berthd. */
@ThroughBerthd
class WinSockEndingThroughBerthdE2ETest extends WinSockEndingPrivilegedTest {}
