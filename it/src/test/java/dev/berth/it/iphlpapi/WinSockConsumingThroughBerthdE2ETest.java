package dev.berth.it.iphlpapi;

/** The same rows, of an ordinary user, through berthd. */
@ThroughBerthd
class WinSockConsumingThroughBerthdE2ETest extends WinSockConsumingPrivilegedTest {}
