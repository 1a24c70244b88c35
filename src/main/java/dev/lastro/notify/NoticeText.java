package dev.lastro.notify;

import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A notice as a person reads it: Portuguese, then English. */
record NoticeText(Notice notice, @Nullable URI link) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

    String subject() {
        var night = notice.night();
        return switch (notice.what()) {
            case COMPLETE ->
                night == null
                        ? "[Lastro] Fechamento de %s completo".formatted(day())
                        : "[Lastro] Fechamento de %s completo: pendências %s, novas %s, críticas %s"
                                .formatted(day(), night.findings(), night.newFindings(), night.criticalFindings());
            case FAILED -> "[Lastro] Fechamento de %s FALHOU".formatted(day());
            case LATE -> "[Lastro] Fechamento de %s ATRASADO".formatted(day());
        };
    }

    String body() {
        return portuguese() + "\n-- \n\n" + english() + details();
    }

    private String portuguese() {
        return switch (notice.what()) {
            case COMPLETE ->
                "O fechamento de %s (r%s) está completo.\n".formatted(day(), notice.revision()) + figures("pt");
            case FAILED -> """
                O fechamento de %s falhou; nada dele foi publicado. O motivo está no log do programa.
                O que fazer: corrigir a causa e rodar de novo; continua de onde parou:
                    java -jar lastro.jar run nightly --date=%s
                """.formatted(day(), notice.businessDate());
            case LATE -> """
                O fechamento de %s ainda não está completo: ou não começou, ou não terminou, ou falhou.
                O que fazer: ver o log do programa e, se nenhum processo o roda agora:
                    java -jar lastro.jar run nightly --date=%s
                """.formatted(day(), notice.businessDate());
        };
    }

    private String english() {
        return switch (notice.what()) {
            case COMPLETE ->
                "The closing of %s (r%s) is complete.\n".formatted(notice.businessDate(), notice.revision())
                        + figures("en");
            case FAILED -> """
                The closing of %1$s failed; nothing of it was published. The program's log says why.
                What to do: mend the cause and run it again; it goes on from where it was:
                    java -jar lastro.jar run nightly --date=%1$s
                """.formatted(notice.businessDate());
            case LATE -> """
                The closing of %1$s is not complete yet: it did not begin, or did not end, or failed.
                What to do: look at the program's log and, if no process is running it now:
                    java -jar lastro.jar run nightly --date=%1$s
                """.formatted(notice.businessDate());
        };
    }

    private String figures(String language) {
        var night = notice.night();
        if (night == null) {
            return "";
        }
        return ("pt".equals(language)
                        ? "Pendências: %s (novas: %s, críticas: %s).\nPágina: %s\n"
                        : "Findings: %s (new: %s, critical: %s).\nPage: %s\n")
                .formatted(night.findings(), night.newFindings(), night.criticalFindings(), page(night));
    }

    private String details() {
        var night = notice.night();
        if (night == null) {
            return "";
        }
        var text = new StringBuilder("\nmanifest.json SHA-256: %s\n\n".formatted(night.manifestSha256()));
        night.totals().forEach((name, value) -> text.append("%-40s %s\n".formatted(name, value)));
        return text.toString();
    }

    /** Where the page is. */
    private String page(Notice.Night night) {
        return link == null
                ? night.folder().resolve("report.html").toString()
                : "%s/%s/r%s/report.html"
                        .formatted(link.toString().replaceAll("/+$", ""), notice.businessDate(), notice.revision());
    }

    private String day() {
        return DAY.format(notice.businessDate());
    }
}
