package dev.lastro.provider;

/**
 * One of a list of secrets or keys.
 *
 * @param number its place in the definition's list, from 1
 */
record Numbered<T>(int number, T value) {

    @Override
    public String toString() {
        return "no. " + number;
    }
}
