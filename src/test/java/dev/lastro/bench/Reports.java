package dev.lastro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of reports, looked at from outside. */
record Reports(Path folder) {

    /** Lines of a language's files, their headers left out. */
    long rows(String language) throws IOException {
        var rows = 0L;
        try (var files = Files.list(folder.resolve(language))) {
            for (var file : files.toList()) {
                try (var lines = Files.lines(file)) {
                    rows += lines.count() - 1;
                }
            }
        }
        return rows;
    }

    /** Files that are not in both, or have other bytes. */
    List<String> differences(Reports other) throws IOException {
        var names = new ArrayList<>(names());
        other.names().stream().filter(name -> !names.contains(name)).forEach(names::add);
        var different = new ArrayList<String>();
        for (var name : names) {
            var mine = folder.resolve(name);
            var theirs = other.folder.resolve(name);
            if (!Files.exists(mine) || !Files.exists(theirs)) {
                different.add(name + " is only in " + (Files.exists(mine) ? folder : other.folder));
            } else if (Files.mismatch(mine, theirs) >= 0) {
                different.add("%s from byte %d on".formatted(name, Files.mismatch(mine, theirs)));
            }
        }
        return different;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
