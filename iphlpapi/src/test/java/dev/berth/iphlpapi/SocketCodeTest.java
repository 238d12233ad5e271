package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.kernel.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocketCodeTest {
    @ParameterizedTest
    @EnumSource
    void noCodeOfIpHelperIsALastError(Code code) {
        Code said = SocketCode.of(code);
        assertThat(said == Code.NO_ERROR).isEqualTo(code == Code.NO_ERROR);
        assertThat(said.name()).matches("NO_ERROR|WSA.*");
        assertThat(SocketCode.of(said)).isEqualTo(said);
    }

    @Test
    void whatTheEngineSaysIsSaidAsWinsockDoes() {
        assertThat(SocketCode.of(Code.ERROR_ACCESS_DENIED)).isEqualTo(Code.WSAEACCES);
        assertThat(SocketCode.of(Code.ERROR_SHARING_VIOLATION)).isEqualTo(Code.WSAEINPROGRESS);
        assertThat(SocketCode.of(Code.ERROR_NOT_SUPPORTED)).isEqualTo(Code.WSAEOPNOTSUPP);
        assertThat(SocketCode.of(Code.ERROR_INVALID_PARAMETER)).isEqualTo(Code.WSAEINVAL);
        assertThat(SocketCode.of(Code.ERROR_DISK_FULL)).isEqualTo(Code.WSAENOBUFS);
        assertThat(SocketCode.of(Code.ERROR_IO_DEVICE)).isEqualTo(Code.WSAENETDOWN);
    }

    @Test
    void whatTheKernelSaysIsSaidAsWinsockDoes() {
        assertThat(SocketCode.of(Errno.EACCES)).isEqualTo(Code.WSAEACCES);
        assertThat(SocketCode.of(Errno.EPERM)).isEqualTo(Code.WSAEACCES);
        assertThat(SocketCode.of(Errno.EADDRINUSE)).isEqualTo(Code.WSAEADDRINUSE);
        assertThat(SocketCode.of(Errno.ENOBUFS)).isEqualTo(Code.WSAENOBUFS);
        assertThat(SocketCode.of(Errno.ENOMEM)).isEqualTo(Code.WSAENOBUFS);
        assertThat(SocketCode.of(Errno.EMFILE)).isEqualTo(Code.WSAENOBUFS);
        assertThat(SocketCode.of(Errno.ENFILE)).isEqualTo(Code.WSAENOBUFS);
        assertThat(SocketCode.of(Errno.EOPNOTSUPP)).isEqualTo(Code.WSAEOPNOTSUPP);
        assertThat(SocketCode.of(Errno.EAFNOSUPPORT)).isEqualTo(Code.WSAEOPNOTSUPP);
        assertThat(SocketCode.of(Errno.EPROTONOSUPPORT)).isEqualTo(Code.WSAEOPNOTSUPP);
        assertThat(SocketCode.of(Errno.ENOPROTOOPT)).isEqualTo(Code.WSAEOPNOTSUPP);
        assertThat(SocketCode.of(Errno.EINVAL)).isEqualTo(Code.WSAEINVAL);
        assertThat(SocketCode.of(Errno.EADDRNOTAVAIL)).isEqualTo(Code.WSAEINVAL);
    }
}
