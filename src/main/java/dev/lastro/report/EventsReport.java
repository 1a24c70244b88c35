package dev.lastro.report;

import dev.lastro.report.Column.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** {@code events}: the deliveries that came since the previous business date's run, by log and position. */
final class EventsReport {

    static final String NAME = "events";

    static final List<Column> COLUMNS = List.of(
            new Column("log", Kind.TEXT),
            new Column("position", Kind.NUMBER),
            new Column("provider", Kind.TEXT),
            new Column("event_id", Kind.TEXT),
            new Column("type", Kind.FREE_TEXT),
            new Column("status", Kind.FREE_TEXT),
            new Column("event", Kind.TEXT),
            new Column("loan_id", Kind.TEXT),
            new Column("occurred_at", Kind.INSTANT),
            new Column("received_at", Kind.INSTANT),
            new Column("delay_seconds", Kind.NUMBER),
            new Column("body_sha256", Kind.HASH),
            new Column("class", Kind.TEXT),
            new Column("duplicate_of", Kind.TEXT),
            new Column("leaf_hash", Kind.HASH));

    private EventsReport() {}

    /**
     * @param also is told each row, too
     * @param progress is told how many rows of this file are written so far
     */
    static void write(
            ReportRequest request, Trail trail, CsvFile file, Consumer<Trail.Row> also, LongConsumer progress) {
        try (var writer = new RowWriter(file, progress)) {
            request.logSizes()
                    .forEach((log, size) ->
                            trail.read(log, request.previousSizes().getOrDefault(log, 0L), size, row -> {
                                also.accept(row);
                                writer.add(cells(row));
                            }));
            writer.finish();
        }
    }

    private static String[] cells(Trail.Row row) {
        return new String[] {
            Cells.text(row.log()),
            Long.toString(row.position()),
            Cells.text(row.provider()),
            Cells.text(row.eventId()),
            Cells.freeText(row.type()),
            Cells.freeText(row.status()),
            Cells.text(row.event()),
            Cells.text(row.loanId()),
            Cells.instant(row.occurredAt()),
            Cells.instant(row.receivedAt()),
            delay(row),
            Cells.hash(row.bodySha256()),
            Cells.text(row.deliveryClass().name()),
            Cells.text(row.duplicateOf()),
            Cells.hash(row.leafHash())
        };
    }

    /** Down, not to zero: negative exactly where the provider's time is after ours. */
    private static String delay(Trail.Row row) {
        return row.occurredAt() == null
                ? ""
                : Long.toString(
                        Duration.between(row.occurredAt(), row.receivedAt()).toSeconds());
    }
}
