package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlocksTest {

    private static final List<DeliveryClass> CLASSES = List.of(DeliveryClass.values());

    @Test
    void classesComeBackAsTheyWere() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var entries = new ArrayList<Classed>();
            for (var i = 1 + random.nextInt(ClassBlock.SIZE); i > 0; i--) {
                var as = CLASSES.get(random.nextInt(CLASSES.size()));
                var refers = as == DeliveryClass.DUPLICATE || as == DeliveryClass.CONFLICT;
                entries.add(new Classed(
                        "provider-" + random.nextInt(200),
                        as,
                        refers
                                ? new Place(random.nextBoolean() ? "main" : "import", random.nextLong(1L << 60))
                                : null));
            }
            assertThat(ClassBlock.decode(ClassBlock.encode(entries)))
                    .as("seed %d", seed)
                    .isEqualTo(entries);
        }
    }

    @Test
    void aBlockIsNeitherEmptyNorTooLong() {
        assertThatThrownBy(() -> ClassBlock.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
        var one = new Classed("p", DeliveryClass.EVENT, null);
        assertThat(ClassBlock.decode(ClassBlock.encode(Collections.nCopies(ClassBlock.SIZE, one))))
                .hasSize(ClassBlock.SIZE);
        assertThatThrownBy(() -> ClassBlock.encode(Collections.nCopies(ClassBlock.SIZE + 1, one)))
                .hasMessageContaining("4097");
    }

    @Test
    void identitiesComeBackBlockByBlock() {
        var random = new Random(7);
        var block = new IdentityBlock();
        var written = new ArrayList<String>();
        var read = new ArrayList<String>();
        var hashes = random.longs(3_000).sorted().toArray();
        for (var hash : hashes) {
            var place = new Place(random.nextInt(9) == 0 ? "import" : "main", random.nextLong(1L << 50));
            if (block.isFull()) {
                assertThat(block.first()).isNotEqualTo(hash);
                IdentityBlock.read(block.take(), (found, at) -> read.add(found + " " + at));
                assertThat(block.isEmpty()).isTrue();
            }
            block.add(hash, place);
            written.add(hash + " " + place);
        }
        IdentityBlock.read(block.take(), (found, at) -> read.add(found + " " + at));
        assertThat(read).isEqualTo(written);
    }

    @Test
    void hashesOfNeighboursLieFarApart() {
        var hashes = new HashSet<Long>();
        var high = new HashSet<Long>();
        for (var i = 0; i < 100_000; i++) {
            var hash = IdentityHash.of("base39", "evnt_" + i);
            hashes.add(hash);
            high.add(hash >>> 56);
        }
        assertThat(hashes).hasSize(100_000);
        assertThat(high).as("parts of the hash space that are used").hasSize(256);
        assertThat(IdentityHash.of("a", "bc")).isNotEqualTo(IdentityHash.of("ab", "c"));
    }
}
