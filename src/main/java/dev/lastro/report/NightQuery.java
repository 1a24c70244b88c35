package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Silences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Asks the database for what of the page's figures no other file has counted: sums, whose rows do not grow with the loans. */
final class NightQuery {

    private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)}");

    private final NamedParameterJdbcTemplate jdbc;
    private final String side;

    /** @param side what the derived tables' names end with */
    NightQuery(NamedParameterJdbcTemplate jdbc, String side) {
        this.jdbc = jdbc;
        this.side = side;
    }

    /** @param tally that was told of all findings */
    NightFacts run(LocalDate businessDate, FindingsTally tally) {
        var parameters = Map.of(
                "day_start", utc(businessDate.minusDays(1)),
                "cut_off", utc(businessDate));
        return new NightFacts(
                list("states", parameters, (row, number) -> state(row)),
                tally.standing(),
                tally.exposure(),
                tally.exposures(),
                tally.tasks(),
                outages(tally.away()));
    }

    private List<NightFacts.Outage> outages(Set<String> providers) {
        return providers.isEmpty()
                ? List.of()
                : list("outages", Map.of("providers", providers), (row, number) -> outage(row));
    }

    /** As a DATETIME of the database: UTC, without a zone that a session could apply. */
    private static LocalDateTime utc(LocalDate date) {
        return LocalDateTime.ofInstant(BusinessDates.cutOff(date), ZoneOffset.UTC);
    }

    private <T> List<T> list(String name, Map<String, ?> parameters, RowMapper<T> mapper) {
        return jdbc.query(sql(name), parameters, mapper);
    }

    private String sql(String name) {
        var file = new ClassPathResource("sql/page/" + name + ".sql");
        try {
            return TABLE.matcher(file.getContentAsString(StandardCharsets.UTF_8))
                    .replaceAll("$1" + side);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    private static NightFacts.State state(ResultSet row) throws SQLException {
        return new NightFacts.State(
                row.getString("provider"),
                row.getString("state"),
                row.getLong("loans"),
                row.getBigDecimal("contracted_amount"),
                row.getBigDecimal("disbursed_amount"),
                row.getBigDecimal("paid_amount"),
                row.getLong("created"),
                row.getLong("signed"),
                row.getLong("disbursed"),
                row.getBigDecimal("disbursed_on_day"),
                row.getLong("closed"));
    }

    private static NightFacts.Outage outage(ResultSet row) throws SQLException {
        var code = row.getString("code");
        return new NightFacts.Outage(
                row.getString("provider"),
                code,
                code.equals(NightFacts.Outage.SUSPECTED)
                        ? instant(row, "after_event_at")
                        : Silences.begun(row.getString("evidence")),
                instant(row, "until_at"),
                Mask.everywhere(row.getString("suggested_action_pt")),
                Mask.everywhere(row.getString("suggested_action")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
