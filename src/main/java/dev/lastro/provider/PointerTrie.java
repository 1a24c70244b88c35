package dev.lastro.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every place of a body that a definition looks at, so that one pass over the tokens finds them all. */
final class PointerTrie {

    private final Node root = new Node();
    private final List<List<String>> slots = new ArrayList<>();

    /** @return the number under which the value at this place can be found after a scan */
    int slot(List<String> tokens) {
        Node node = root;
        for (String token : tokens) {
            node = node.childOrNew(token);
        }
        if (node.slot < 0) {
            node.slot = slots.size();
            slots.add(List.copyOf(tokens));
        }
        return node.slot;
    }

    /** The same for a list whose items are looked at too. */
    int listSlot(List<String> tokens) {
        int slot = slot(tokens);
        Node node = root;
        for (String token : tokens) {
            node = node.childOrNew(token);
        }
        node.list = true;
        return slot;
    }

    Node root() {
        return root;
    }

    int slots() {
        return slots.size();
    }

    static final class Node {

        private final Map<String, Node> children = new HashMap<>();
        private int slot = -1;
        private boolean list;

        /** The children again, by the bytes of their names. */
        private long[] hashes = {};

        private byte[][] names = {};
        private Node[] nodes = {};

        private Node childOrNew(String token) {
            Node known = children.get(token);
            if (known != null) {
                return known;
            }
            Node child = new Node();
            children.put(token, child);
            int count = nodes.length;
            hashes = Arrays.copyOf(hashes, count + 1);
            names = Arrays.copyOf(names, count + 1);
            nodes = Arrays.copyOf(nodes, count + 1);
            names[count] = token.getBytes(StandardCharsets.UTF_8);
            hashes[count] = QuickScan.hash(names[count]);
            nodes[count] = child;
            return child;
        }

        /** @param hash {@link QuickScan#hash} of the bytes from {@code from} to {@code to} */
        @Nullable
        Node child(long hash, byte[] body, int from, int to) {
            for (int i = 0; i < hashes.length; i++) {
                if (hashes[i] == hash && Arrays.equals(names[i], 0, names[i].length, body, from, to)) {
                    return nodes[i];
                }
            }
            return null;
        }

        @Nullable
        Node child(String token) {
            return children.get(token);
        }

        boolean isList() {
            return list;
        }

        boolean isLeaf() {
            return children.isEmpty();
        }

        /** -1 where the place is only on the way to others. */
        int slot() {
            return slot;
        }
    }
}
