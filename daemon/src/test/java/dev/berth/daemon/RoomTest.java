package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void theSoftLimitCounts() throws IOException {
        assertThat(Room.most(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             96317                96317                processes ",
                        "Max open files            1024                 524288               files     ")))
                .isEqualTo(1024);
        assertThat(Room.most(List.of("Max open files            unlimited            unlimited            files")))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(Room.ofThisProcess().most()).isGreaterThan(100);
    }

    @Test
    void anEighthIsForThoseInside() {
        assertThat(new Room(1024).isShort(895)).isFalse();
        assertThat(new Room(1024).isShort(896)).isTrue();
    }
}
