package dev.lastro.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees and proofs against published vectors, and against the RFC's recursive definitions written down once more. */
class TreeTest {

    /** All shapes of up to three whole levels, and one beyond. */
    private static final int SIZES = 130;

    private final TreeHash hash = new TreeHash();

    static List<Vectors.Inclusion> inclusion() {
        return Vectors.read().inclusion();
    }

    static List<Vectors.Consistency> consistency() {
        return Vectors.read().consistency();
    }

    @Test
    void rootsOfTheReferenceTree() {
        var vectors = Vectors.read();
        var edge = new RightEdge();
        for (var size = 0; size < vectors.roots().size(); size++) {
            assertThat(HexFormat.of().formatHex(edge.root()))
                    .isEqualTo(vectors.roots().get(size));
            if (size < vectors.leaves().size()) {
                edge.append(hash.leaf(HexFormat.of().parseHex(vectors.leaves().get(size))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("inclusion")
    void publishedInclusionProofs(Vectors.Inclusion vector) {
        assertThat(Proofs.isIncluded(
                        Vectors.base64(vector.leaf()),
                        vector.index(),
                        vector.size(),
                        Vectors.base64(vector.root()),
                        Vectors.hashes(vector.proof())))
                .isEqualTo(vector.ok());
    }

    @ParameterizedTest
    @MethodSource("consistency")
    void publishedConsistencyProofs(Vectors.Consistency vector) {
        assertThat(Proofs.isConsistent(
                        vector.first(),
                        vector.second(),
                        Vectors.base64(vector.firstRoot()),
                        Vectors.base64(vector.secondRoot()),
                        Vectors.hashes(vector.proof())))
                .isEqualTo(vector.ok());
    }

    @Test
    void everyLeafOfEverySizeIsProvedAsTheRfcDefinesIt() {
        var leaves = leaves();
        var tree = new Tree(nodes(leaves));
        for (var size = 1; size <= SIZES; size++) {
            var root = mth(leaves.subList(0, size));
            assertThat(tree.root(size)).isEqualTo(root);
            for (var index = 0; index < size; index++) {
                var path = tree.inclusion(index, size);
                assertThat(path)
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(path(index, leaves.subList(0, size)));
                assertThat(Proofs.isIncluded(leaves.get(index), index, size, root, path))
                        .isTrue();
            }
        }
    }

    @Test
    void everyTreeIsTheBeginningOfEveryLargerOne() {
        var leaves = leaves();
        var tree = new Tree(nodes(leaves));
        for (var second = 0; second <= SIZES; second++) {
            for (var first = 0; first <= second; first++) {
                var path = tree.consistency(first, second);
                assertThat(Proofs.isConsistent(
                                first, second, mth(leaves.subList(0, first)), mth(leaves.subList(0, second)), path))
                        .as("%d to %d", first, second)
                        .isTrue();
                if (first > 0 && first < second) {
                    assertThat(Proofs.isConsistent(
                                    first,
                                    second,
                                    mth(leaves.subList(1, first + 1)),
                                    mth(leaves.subList(0, second)),
                                    path))
                            .as("another tree of %d", first)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void anEdgeGoesOnFromAnySizeByLeavesAndBySubtrees() {
        var leaves = leaves();
        var nodes = nodes(leaves);
        var random = new Random(7);
        for (var from = 0; from <= SIZES; from++) {
            var edge = RightEdge.of(from, nodes);
            assertThat(edge.root()).isEqualTo(mth(leaves.subList(0, from)));
            while (edge.size() < SIZES) {
                var at = edge.size();
                var level = IntStream.iterate(6, each -> each - 1)
                        .filter(each -> at % (1 << each) == 0
                                && at + (1 << each) <= SIZES
                                && (each == 0 || random.nextBoolean()))
                        .findFirst()
                        .orElseThrow();
                edge.append(nodes.node(level, at >> level), level);
            }
            assertThat(edge.root()).isEqualTo(mth(leaves.subList(0, SIZES)));
        }
    }

    @Test
    void refusesWhatIsNoSubtree() {
        var edge = new RightEdge();
        edge.append(hash.leaf(new byte[0]));
        assertThatThrownBy(() -> edge.append(new byte[TreeHash.BYTES], 1)).hasMessageContaining("does not begin at 1");
        assertThatThrownBy(() -> new Tree(nodes(leaves())).inclusion(5, 5)).hasMessageContaining("not in a tree of 5");
        assertThatThrownBy(() -> new Tree(nodes(leaves())).consistency(6, 5)).hasMessageContaining("not the beginning");
    }

    private List<byte[]> leaves() {
        return LongStream.range(0, SIZES)
                .mapToObj(each -> hash.leaf("entry %d".formatted(each).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Nodes nodes(List<byte[]> leaves) {
        return (level, index) -> mth(leaves.subList((int) (index << level), (int) ((index + 1) << level)));
    }

    /** MTH of RFC 6962, section 2.1, over leaf hashes. */
    private static byte[] mth(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256(new byte[0]);
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        var k = split(leaves.size());
        return sha256(new byte[] {1}, mth(leaves.subList(0, k)), mth(leaves.subList(k, leaves.size())));
    }

    /** PATH of RFC 6962, section 2.1.1. */
    private static List<byte[]> path(int m, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        var k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        var path = new ArrayList<>(m < k ? path(m, left) : path(m - k, right));
        path.add(m < k ? mth(right) : mth(left));
        return path;
    }

    private static int split(int size) {
        var k = 1;
        while (2 * k < size) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
