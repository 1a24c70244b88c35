package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;

/** Where something stands in a definition: file, line from 1, path of keys. */
record Spot(String file, int line, String key) {

    Problem problem(String message) {
        return new Problem(file, line, key, message);
    }

    Spot child(String name, int childLine) {
        return new Spot(file, childLine, key.isEmpty() ? name : key + "." + name);
    }

    Spot item(int index, int itemLine) {
        return new Spot(file, itemLine, key + "[" + index + "]");
    }
}
