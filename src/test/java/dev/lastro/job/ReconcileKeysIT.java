package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.testing.MySql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that call what they list by something else than a loan's id. */
class ReconcileKeysIT {

    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(45);
    private static final Instant ARRIVAL = Instant.parse("2026-11-15T12:00:00.123457Z");

    @TempDir
    Path folder;

    private Lastro lastro;

    @BeforeEach
    void begin() throws Exception {
        var jobs = folder.resolve("jobs");
        Files.createDirectories(jobs.resolve("statements"));
        Files.writeString(
                jobs.resolve("statements/base39-loans.yaml"),
                Files.readString(Path.of("jobs/statements/base39-loans.yaml"))
                        .replace("key: {loan-id: /id}", "key: {contract-number: /contractNumber}")
                        .replace("  contract-number: /contractNumber\n", ""));
        lastro = new Lastro(MySql.database(), folder, jobs);
        lastro.append("main", ARRIVAL, Traffic.of(120, 5));
        assertThat(lastro.nightly(DATE)).isInstanceOf(Outcome.Completed.class);
    }

    @AfterEach
    void stop() {
        lastro.close();
    }

    /** Every payment of the night's own report as a spreadsheet of the lender's would have it, and then wrong in each way. */
    @Test
    void paymentsByInstalment() throws Exception {
        var payments = report("payments").stream()
                .filter(row -> row[1].equals("base39") && !row[4].isEmpty())
                .toList();
        assertThat(payments).hasSizeGreaterThan(10);
        var list = new ArrayList<String>();
        for (var row : payments) {
            list.add(line(row[2], row[4], "617,28", day(row)));
        }
        assertThat(reconcile("certo.csv", "payments", list))
                .extracting(cells -> cells[5])
                .hasSize(payments.size())
                .containsOnly("MATCHED");
        assertThat(lastro.nightly(DATE.plusDays(1))).isInstanceOf(Outcome.Completed.class);
        assertThat(mismatches()).isEmpty();

        list.set(0, list.get(0).replace("617,28", "1.617,3"));
        list.set(1, line(payments.get(1)[2], payments.get(1)[4], "617,28", "2025-01-31"));
        list.add(list.get(2).replace("617,28", "600,00"));
        list.remove(3);
        list.add("loan-77777;12;R$ 10,00;01/10/2026;paga");
        list.add("loan-77777;13;R$ 10,00;01/10/2026;aberta");
        var rows = reconcile("errado.csv", "payments", list);

        assertThat(rows.stream().filter(cells -> !cells[5].equals("MATCHED")).map(ReconcileKeysIT::told))
                .containsExactlyInAnyOrder(
                        key(payments.get(0)) + " DIFFERS paid_amount 617.28 1617.30 -1000.02",
                        key(payments.get(1))
                                + " DIFFERS paid_at %s 2025-01-31 %d"
                                        .formatted(day(payments.get(1)), daysSince("2025-01-31", day(payments.get(1)))),
                        key(payments.get(2)) + " DIFFERS rows 1 2 ",
                        key(payments.get(2)) + " DIFFERS paid_amount 617.28 600.00 17.28",
                        key(payments.get(3)) + " MISSING_THERE    ",
                        "loan-77777|12 MISSING_HERE    ");
        assertThat(Files.readString(place("payments", 2).resolve("pt-BR/conciliacao.csv")))
                .contains(
                        ";pagamentos;%s;%s;diverge;valor_pago;617,28;1617,30;-1000,02;2\r\n"
                                .formatted(key(payments.get(0)), payments.get(0)[2]),
                        ";diverge;pago_em;%s;31/01/2025;".formatted(brazilian(day(payments.get(1)))),
                        ";falta no provedor;;;;;\r\n",
                        ";pagamentos;loan-77777|12;loan-77777;falta aqui;;;;;%d\r\n".formatted(list.size()));
        assertThat(lastro.nightly(DATE.plusDays(2))).isInstanceOf(Outcome.Completed.class);
        assertThat(mismatches())
                .containsExactlyInAnyOrder(
                        payments.get(0)[2], payments.get(1)[2], payments.get(2)[2], payments.get(3)[2], "loan-77777");
        requireSameWhenRebuilt();
    }

    /** Loans whose contract's number was in the delivery that got lost are called by nothing that the list has. */
    @Test
    void loansByContractNumber() throws Exception {
        var loans =
                report("loans").stream().filter(row -> row[1].equals("base39")).toList();
        var known = loans.stream().filter(row -> !row[3].isEmpty()).toList();
        var unknown = loans.stream().filter(row -> row[3].isEmpty()).toList();
        assertThat(known).hasSizeGreaterThan(10);
        assertThat(unknown).isNotEmpty();
        var list = new ArrayList<String>();
        for (var row : known) {
            list.add("{\"contractNumber\":\"%s\",\"status\":\"%s\",\"offer\":{\"totalAmount\":%s}}"
                    .formatted(row[3], ReconcileIT.WORDS.get(row[5]), row[11]));
        }
        list.set(0, list.get(0).replace("1234.56", "1234.5"));
        list.add("{\"contractNumber\":\"00123\",\"status\":\"open\"}");

        var rows = reconcile("list.json", "loans", List.of("{\"data\":[%s]}".formatted(String.join(",\n", list))));

        assertThat(rows.stream().filter(cells -> cells[5].equals("MATCHED")).map(cells -> cells[3] + " " + cells[4]))
                .containsExactlyInAnyOrderElementsOf(
                        known.stream().skip(1).map(row -> row[3] + " " + row[2]).toList());
        var expected = new ArrayList<>(unknown.stream()
                .map(row -> "(%s) MISSING_THERE    ".formatted(row[2]))
                .toList());
        expected.add(known.getFirst()[3] + " DIFFERS contracted_amount 1234.56 1234.50 0.06");
        expected.add("00123 MISSING_HERE    ");
        assertThat(rows.stream().filter(cells -> !cells[5].equals("MATCHED")).map(ReconcileKeysIT::told))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Files.readString(place("loans", 1).resolve("pt-BR/conciliacao.csv")))
                .contains(";empréstimos;'00123;;falta aqui;;;;;%d\r\n".formatted(list.size()));
        assertThat(lastro.nightly(DATE.plusDays(1))).isInstanceOf(Outcome.Completed.class);
        assertThat(mismatches()).hasSize(expected.size()).contains(known.getFirst()[2]);
        requireSameWhenRebuilt();
    }

    private static String line(String loan, String number, String amount, String day) {
        return "%s;%s;%s;%s;paga".formatted(loan, number, amount, brazilian(day));
    }

    private static String brazilian(String day) {
        return day.substring(8) + "/" + day.substring(5, 7) + "/" + day.substring(0, 4);
    }

    private static String key(String[] payment) {
        return payment[2] + "|" + payment[4];
    }

    /** In São Paulo, which had no summer time that year. */
    private static String day(String[] payment) {
        return Instant.parse(payment[6]).minusSeconds(3 * 3_600).toString().substring(0, 10);
    }

    private static long daysSince(String from, String to) {
        return LocalDate.parse(to).toEpochDay() - LocalDate.parse(from).toEpochDay();
    }

    /** Key, result, field, here, there, difference. */
    private static String told(String[] cells) {
        return String.join(" ", cells[3], cells[5], cells[6], cells[7], cells[8], cells[9]);
    }

    /** The rows of the night's machine file. */
    private List<String[]> report(String name) throws IOException {
        return rows(lastro.reports.resolve(DATE + "/r1/machine/" + name + ".csv"));
    }

    /** Nothing in these files is quoted. */
    private static List<String[]> rows(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private Path place(String kind, int revision) {
        return lastro.reports.resolve("reconcile/base39-%s/%s/r%d".formatted(kind, DATE, revision));
    }

    private List<String[]> reconcile(String name, String kind, List<String> lines) throws IOException {
        var text = new ArrayList<String>();
        if (kind.equals("payments")) {
            text.add("emprestimo;parcela;valor_pago;data_pagamento;situacao");
        }
        text.addAll(lines);
        var file = Files.write(folder.resolve(name), text);
        var outcome = lastro.bean(Jobs.class)
                .run(new JobRequest.Reconcile("base39", file, kind, DATE, null, false, "tester", ""), Progress.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        var place = ((Outcome.Completed) outcome).folder();
        return rows(Objects.requireNonNull(place).resolve("machine/reconciliation.csv"));
    }

    private List<String> mismatches() {
        return lastro.jdbc
                .sql("SELECT loan_id FROM finding WHERE code = 'PROVIDER_LIST_MISMATCH' ORDER BY loan_id")
                .query(String.class)
                .list();
    }

    private void requireSameWhenRebuilt() {
        var before = lastro.derived();
        assertThat(lastro.bean(Jobs.class).run(new JobRequest.Rebuild("tester", ""), Progress.SILENT))
                .isInstanceOf(Outcome.Completed.class);
        assertThat(lastro.derived()).isEqualTo(before);
    }
}
