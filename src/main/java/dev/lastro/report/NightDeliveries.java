package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.page.Html;
import dev.lastro.page.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page's part about what was received since the previous night, when, and how late. */
record NightDeliveries(Html page, NightWindow window, List<NightFacts.Outage> outages) {

    /** More would be a picture of lines; a longer window is the first night's, or one after days without any. */
    private static final int HOURS_MAX = 48;

    void write() {
        page.heading("Entregas desde a noite anterior", "Deliveries since the previous night");
        if (window.count() == 0) {
            page.paragraph("Nenhuma.", "None.");
            return;
        }
        page.append(classes());
        if (!window.hours().isEmpty()) {
            hours();
        }
        if (!window.delays().isEmpty()) {
            delays();
        }
    }

    private String classes() {
        var table = new Table().text("Plataforma", "Provider").number("Entregas", "Deliveries");
        for (var each : DeliveryClass.values()) {
            table.number(DeliveryWords.portuguese(each), each.name());
        }
        window.classes().forEach((provider, classes) -> table.row(row(Html.safe(provider), classes)));
        if (window.classes().size() > 1) {
            var all = new EnumMap<DeliveryClass, Long>(DeliveryClass.class);
            window.classes().values().forEach(each -> each.forEach((type, count) -> all.merge(type, count, Long::sum)));
            table.total(row(Html.both("Todas", "All"), all));
        }
        return table.html();
    }

    private static List<String> row(String name, Map<DeliveryClass, Long> classes) {
        var row = new ArrayList<String>();
        row.add(name);
        row.add(Html.count(classes.values().stream().mapToLong(Long::longValue).sum()));
        for (var each : DeliveryClass.values()) {
            row.add(Html.count(classes.getOrDefault(each, 0L)));
        }
        return row;
    }

    private void hours() {
        page.heading("Entregas por hora", "Deliveries by hour");
        var hours = shown();
        if (hours.getFirst().isAfter(window.hours().firstKey())) {
            page.paragraph(
                    "As últimas %s horas; antes delas houve outras, desde %s."
                            .formatted(HOURS_MAX, Html.local(window.hours().firstKey())),
                    "The last %s hours; there were others before, since %s."
                            .formatted(HOURS_MAX, window.hours().firstKey()));
        }
        var away = hours.stream().filter(this::isAway).toList();
        page.append(NightCharts.hours(hours, window, away));
        tellOutages(!away.isEmpty());
        var providers = window.delivering();
        var table = new Table("dense").text("Hora em São Paulo", "Hour in São Paulo");
        providers.forEach(provider -> table.number(provider, ""));
        for (var hour : hours) {
            var row = new ArrayList<String>();
            row.add(Html.local(hour).substring(0, "21/11/2026 00:00".length()));
            providers.forEach(provider -> row.add(cell(provider, hour)));
            table.row(row);
        }
        page.append(table.html());
    }

    private String cell(String provider, Instant hour) {
        var count = window.hours().getOrDefault(hour, new TreeMap<>()).getOrDefault(provider, 0L);
        var isAway = outages.stream().anyMatch(each -> each.provider().equals(provider) && isAway(each, hour));
        return Html.count(count) + (isAway ? " *" : "");
    }

    private void tellOutages(boolean isShaded) {
        if (isShaded) {
            page.paragraph(
                    "Sombreadas, e com * na tabela: as horas de uma queda provável, ou em que a plataforma está em silêncio.",
                    "Shaded, and marked * in the table: the hours of a suspected outage, or in which the platform is silent.");
        }
        for (var outage : outages) {
            var words = FindingWords.of(outage.code());
            page.paragraph(
                    "%s (%s): %s".formatted(words.name(), outage.provider(), outage.portuguese()),
                    "%s (%s): %s".formatted(words.nameEnglish(), outage.provider(), outage.english()));
        }
    }

    private boolean isAway(Instant hour) {
        return outages.stream().anyMatch(outage -> isAway(outage, hour));
    }

    /** Whether any of the interval lies in the hour; what has no end ends with the provider's next delivery. */
    private boolean isAway(NightFacts.Outage outage, Instant hour) {
        var from = outage.from();
        if (from == null || !from.isBefore(hour.plus(1, ChronoUnit.HOURS))) {
            return false;
        }
        return outage.until() == null
                ? window.hours().tailMap(from).entrySet().stream()
                        .noneMatch(each ->
                                !each.getKey().isAfter(hour) && each.getValue().containsKey(outage.provider()))
                : outage.until().isAfter(hour);
    }

    /** One after the other, those without a delivery too. */
    private List<Instant> shown() {
        var last = window.hours().lastKey();
        var first = last.minus(Duration.ofHours(HOURS_MAX - 1));
        var hours = new ArrayList<Instant>();
        for (var hour = first.isBefore(window.hours().firstKey())
                        ? window.hours().firstKey()
                        : first;
                !hour.isAfter(last);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            hours.add(hour);
        }
        return hours;
    }

    private void delays() {
        page.heading("Atraso das entregas", "How late the deliveries came");
        page.append(NightCharts.delays(window));
        var table = new Table().text("Plataforma", "Provider");
        for (var each : NightWindow.Delay.values()) {
            table.number(each.portuguese, each.english);
        }
        window.delays().forEach((provider, delays) -> {
            var row = new ArrayList<String>();
            row.add(Html.safe(provider));
            for (var each : NightWindow.Delay.values()) {
                row.add(Html.count(delays.getOrDefault(each, 0L)));
            }
            table.row(row);
        });
        page.append(table.html());
    }
}
