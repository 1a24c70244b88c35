package dev.lastro.report;

import dev.lastro.page.BarChart;
import dev.lastro.page.Html;
import dev.lastro.report.NightFacts.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page's pictures; what each shows is in a table beside it. */
final class NightCharts {

    private NightCharts() {}

    static String states(NightFacts facts) {
        var states = facts.states().stream()
                .map(State::state)
                .distinct()
                .sorted(StateOrder.OF_LIFE)
                .toList();
        var values = new LinkedHashMap<String, List<BigDecimal>>();
        for (var provider :
                facts.states().stream().map(State::provider).collect(Collectors.toCollection(TreeSet::new))) {
            values.put(
                    provider,
                    states.stream()
                            .map(state -> facts.states().stream()
                                    .filter(each -> each.provider().equals(provider)
                                            && each.state().equals(state))
                                    .map(each -> BigDecimal.valueOf(each.loans()))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .toList());
        }
        return figure(new BarChart(
                "estados",
                "Empréstimos por situação / Loans by state",
                "Barras: quantos empréstimos de cada plataforma estão em cada situação, na ordem da vida de um empréstimo; os números estão na tabela.",
                true,
                states.stream().map(StateOrder::portuguese).toList(),
                values,
                List.of()));
    }

    /** Of those that somebody has to act on, the worst first. */
    static String findings(NightFacts facts) {
        var codes = facts.findings().stream()
                .filter(each -> !each.isInfo())
                .map(NightFacts.Standing::code)
                .distinct()
                .toList();
        var values = new LinkedHashMap<String, List<BigDecimal>>();
        for (var age : Age.values()) {
            values.put(
                    age.portuguese,
                    codes.stream()
                            .map(code -> BigDecimal.valueOf(facts.count(
                                    each -> !each.isInfo() && each.code().equals(code) && each.age() == age)))
                            .toList());
        }
        return figure(new BarChart(
                "pendencias",
                "Pendências a tratar por código e idade / Findings to act on by code and age",
                "Barras: quantas pendências de cada código há, divididas pelos dias que já duram; os números estão na tabela.",
                true,
                codes.stream().map(code -> FindingWords.of(code).name()).toList(),
                values,
                List.of()));
    }

    static String exposure(List<NightFacts.Exposure> exposures) {
        return figure(new BarChart(
                "risco",
                "Valor em risco por código, em reais / Money at risk by code, in BRL",
                "Barras: o valor dos empréstimos com pendências de cada código; os números estão na tabela.",
                true,
                exposures.stream()
                        .map(each -> FindingWords.of(each.code()).name())
                        .toList(),
                one(exposures.stream()
                        .map(each -> Objects.requireNonNull(each.amount()))
                        .toList()),
                List.of()));
    }

    /**
     * @param hours as they follow each other, the empty ones too
     * @param away of them, those in which a provider seems to have been away
     */
    static String hours(List<Instant> hours, NightWindow window, List<Instant> away) {
        var values = new LinkedHashMap<String, List<BigDecimal>>();
        for (var provider : window.delivering()) {
            values.put(
                    provider,
                    hours.stream()
                            .map(hour -> BigDecimal.valueOf(window.hours()
                                    .getOrDefault(hour, new TreeMap<>())
                                    .getOrDefault(provider, 0L)))
                            .toList());
        }
        var labels = labels(hours);
        return figure(new BarChart(
                "horas",
                "Entregas por hora de recebimento / Deliveries by hour of receipt",
                "Barras: quantas entregas de cada plataforma chegaram em cada hora, em São Paulo; sombreadas as horas de uma queda provável; os números estão na tabela.",
                false,
                labels,
                values,
                away.stream().map(hour -> labels.get(hours.indexOf(hour))).toList()));
    }

    /** Each its own, though an hour comes twice in two days. */
    private static List<String> labels(List<Instant> hours) {
        var labels = new ArrayList<String>();
        for (var hour : hours) {
            var label = NightWindow.hour(hour);
            labels.add(labels.contains(label) ? label + " " : label);
        }
        return labels;
    }

    static String delays(NightWindow window) {
        return figure(new BarChart(
                "atrasos",
                "Eventos pelo tempo até chegar / Events by the time that they took to arrive",
                "Barras: quantos eventos chegaram em cada faixa de atraso; os números estão na tabela.",
                false,
                List.of(NightWindow.Delay.values()).stream()
                        .map(each -> each.portuguese)
                        .toList(),
                one(List.of(NightWindow.Delay.values()).stream()
                        .map(each -> BigDecimal.valueOf(window.count(each)))
                        .toList()),
                List.of()));
    }

    private static SequencedMap<String, List<BigDecimal>> one(List<BigDecimal> values) {
        var series = new LinkedHashMap<String, List<BigDecimal>>();
        series.put("", values);
        return series;
    }

    private static String figure(BarChart chart) {
        return "<figure>\n%s<figcaption>%s</figcaption>\n</figure>\n".formatted(chart.svg(), Html.safe(chart.title()));
    }
}
