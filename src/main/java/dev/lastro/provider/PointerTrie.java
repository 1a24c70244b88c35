package dev.lastro.provider;

import java.util.ArrayList;
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
            node = node.children.computeIfAbsent(token, _ -> new Node());
        }
        if (node.slot < 0) {
            node.slot = slots.size();
            slots.add(List.copyOf(tokens));
        }
        return node.slot;
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

        @Nullable
        Node child(String token) {
            return children.get(token);
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
