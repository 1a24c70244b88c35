package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Asks the database for the page's figures: sums, whose rows do not grow with the loans. */
final class NightQuery {

    private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)}");

    private final NamedParameterJdbcTemplate jdbc;
    private final String side;

    /** @param side what the derived tables' names end with */
    NightQuery(NamedParameterJdbcTemplate jdbc, String side) {
        this.jdbc = jdbc;
        this.side = side;
    }

    NightFacts run(LocalDate businessDate) {
        var parameters = Map.of(
                "business_date", businessDate,
                "day_start", utc(businessDate.minusDays(1)),
                "cut_off", utc(businessDate));
        return new NightFacts(
                list("states", parameters, (row, number) -> state(row)),
                list("findings", parameters, (row, number) -> standing(row)),
                list(
                        "exposure",
                        parameters,
                        (row, number) ->
                                new NightFacts.Exposure(row.getString(1), row.getLong(2), row.getBigDecimal(3))),
                list("tasks", parameters, (row, number) -> task(row)),
                list("outages", parameters, (row, number) -> outage(row)));
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
                amount(row, "contracted_amount"),
                amount(row, "disbursed_amount"),
                amount(row, "paid_amount"),
                row.getLong("created"),
                row.getLong("signed"),
                row.getLong("disbursed"),
                amount(row, "disbursed_on_day"),
                row.getLong("closed"));
    }

    private static NightFacts.Standing standing(ResultSet row) throws SQLException {
        return new NightFacts.Standing(
                row.getString("code"), row.getString("severity"), row.getInt("age_days"), row.getLong("findings"));
    }

    private static NightFacts.Task task(ResultSet row) throws SQLException {
        var dearest = new ArrayList<String>();
        for (var column : List.of("first_loan", "second_loan", "third_loan")) {
            var loan = row.getString(column);
            if (loan != null && !loan.isEmpty()) {
                dearest.add(Mask.everywhere(loan));
            }
        }
        return new NightFacts.Task(
                row.getString("provider"),
                row.getString("code"),
                row.getString("severity"),
                row.getString("expected_event"),
                row.getLong("findings"),
                row.getLong("loans"),
                amount(row, "exposure"),
                row.getObject("since", LocalDate.class),
                List.copyOf(dearest));
    }

    private static NightFacts.Outage outage(ResultSet row) throws SQLException {
        var from = row.getObject("after_event_at", LocalDateTime.class);
        return new NightFacts.Outage(
                row.getString("provider"),
                row.getString("code"),
                from == null ? null : from.toInstant(ZoneOffset.UTC),
                Mask.everywhere(row.getString("suggested_action_pt")),
                Mask.everywhere(row.getString("suggested_action")));
    }

    private static BigDecimal amount(ResultSet row, String column) throws SQLException {
        var amount = row.getBigDecimal(column);
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
