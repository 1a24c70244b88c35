package dev.lastro.report;

import dev.lastro.report.Column.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * One report: a SQL file whose first comment names its columns, so that a new report is a new file.
 *
 * <pre>
 * -- What it is.
 * -- pt-BR: emprestimos       (the file's name in that profile)
 * -- for each: log            (optional: the query runs once for each log of the run, in order, with :log, :previous_size, :size)
 * -- columns:
 * --   provider  text  provedor            (name, a {@link Kind}, and the pt-BR header; '-': not in that profile)
 * --   note_pt   text  observacao  pt-BR   (in that profile alone)
 * SELECT …                    (from {loan}, {finding} … in braces: they have twins; the same names in the same order; :business_date and :cut_off; sorted by its key)
 * </pre>
 *
 * @param names of the files; the machine's is that of the SQL file
 */
record Report(ReportFile.Names names, boolean forEachLog, List<Column> columns, String sql) {

    String name() {
        return names.machine();
    }

    /** @throws IllegalArgumentException if there is none of this name */
    Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("report %s has no column %s".formatted(names.machine(), name)));
    }

    /** {@code {loan}} in it is the table {@code loan} or its twin. */
    String sql(String side) {
        return TABLE.matcher(sql).replaceAll("$1" + side);
    }

    private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)}");

    private static final String PORTUGUESE = "pt-BR:";

    private static final String WHERE = "classpath*:sql/reports/*.sql";

    /** Every report there is, by name. */
    static List<Report> all() {
        try {
            // By name: where the class path is a jar's manifest, the resolver finds the same file in two ways.
            var reports = new TreeMap<String, Report>();
            for (var resource : new PathMatchingResourcePatternResolver().getResources(WHERE)) {
                var report = read(resource);
                reports.putIfAbsent(report.name(), report);
            }
            return List.copyOf(reports.values());
        } catch (IOException e) {
            throw new UncheckedIOException("the reports' SQL could not be read from " + WHERE, e);
        }
    }

    private static Report read(Resource resource) {
        var file = String.valueOf(resource.getFilename());
        try {
            return parse(
                    file.substring(0, file.length() - ".sql".length()),
                    resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    static Report parse(String name, String sql) {
        var portuguese = "";
        var forEachLog = false;
        var inColumns = false;
        var columns = new ArrayList<Column>();
        for (var line : sql.lines().takeWhile(line -> line.startsWith("--")).toList()) {
            var text = line.substring(2).strip();
            if (inColumns) {
                columns.add(column(name, text));
            } else if (text.startsWith(PORTUGUESE)) {
                portuguese = text.substring(PORTUGUESE.length()).strip();
            } else if (text.equals("for each: log")) {
                forEachLog = true;
            } else if (text.equals("columns:")) {
                inColumns = true;
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("report %s: its SQL names no columns".formatted(name));
        }
        if (!portuguese.matches("[a-z][a-z_]*")) {
            throw new IllegalArgumentException(
                    "report %s: its SQL does not say what it is called in Portuguese: -- pt-BR: some_name"
                            .formatted(name));
        }
        return new Report(new ReportFile.Names(name, portuguese), forEachLog, List.copyOf(columns), sql);
    }

    private static Column column(String report, String text) {
        var words = text.split("\\s+", -1);
        try {
            if (words.length == 3) {
                return new Column(words[0], Kind.of(words[1]), words[2].equals("-") ? null : words[2], false);
            }
            if (words.length == 4 && words[3].equals("pt-BR")) {
                return new Column(words[0], Kind.of(words[1]), words[2], true);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("report %s: no such kind: %s".formatted(report, text), e);
        }
        throw new IllegalArgumentException(
                "report %s: a column is a name, a kind and a Portuguese name, not: %s".formatted(report, text));
    }
}
