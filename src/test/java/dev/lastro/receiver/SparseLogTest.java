package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SparseLogTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void oneLineAMinuteTellsOfAll() {
        var log = new SparseLog();
        var lines = new ArrayList<Long>();
        for (var second = 0; second < 130; second++) {
            log.log("a", second * SECOND, lines::add);
        }
        assertThat(lines).containsExactly(1L, 60L, 60L);
        log.log("b", 0, lines::add);
        assertThat(lines).hasSize(4);
    }

    @Test
    void keysAreBounded() {
        var log = new SparseLog();
        var lines = new ArrayList<Long>();
        for (var key = 0; key < 5_000; key++) {
            log.log("key " + key, 0, lines::add);
        }
        assertThat(lines).hasSize(1_000);
    }
}
