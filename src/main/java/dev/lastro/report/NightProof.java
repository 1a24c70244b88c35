package dev.lastro.report;

import dev.lastro.page.Html;
import dev.lastro.page.Table;

/** The page's part about what it was made from, and how to check it. */
record NightProof(Html page, Manifest manifest) {

    void write() {
        page.heading("De que este relatório é feito", "What this report is made of");
        page.paragraph(
                "Este relatório é função das entregas até os checkpoints abaixo, da data e das definições: os mesmos três dão os mesmos bytes. Para conferir, com a chave pública obtida por outro caminho: java -jar lastro.jar verify report %s --key=lastro.key.pub"
                        .formatted(folder()),
                "This report is a function of the deliveries up to the checkpoints below, the date and the definitions: the same three give the same bytes. To verify it, with the public key got from elsewhere, run that command.");
        page.append("<table>\n");
        page.row(
                "Programa / Program",
                "%s %s".formatted(manifest.program().name(), manifest.program().version()));
        page.row("Noite anterior / Previous night", manifest.previousFolder());
        page.row("Manifesto dela, SHA-256 / Its manifest", manifest.previousManifest());
        manifest.parameters().forEach((name, value) -> page.row("--" + name, Mask.everywhere(value)));
        page.append("</table>\n");
        for (var checkpoint : manifest.checkpoints()) {
            page.paragraph(
                    "Registro %s: %s entregas%s"
                            .formatted(
                                    checkpoint.log(),
                                    Html.count(checkpoint.size()),
                                    checkpoint.note() == null ? ", ainda não seladas neste tamanho" : ""),
                    "Log %s: %s deliveries%s"
                            .formatted(
                                    checkpoint.log(),
                                    checkpoint.size(),
                                    checkpoint.note() == null ? ", not sealed at this size" : ""));
            if (checkpoint.note() != null) {
                page.append("<pre>%s</pre>\n".formatted(Html.safe(checkpoint.note())));
            }
        }
        files();
    }

    private String folder() {
        return manifest.revision() == 0 ? "DIR" : "%s/r%s".formatted(manifest.businessDate(), manifest.revision());
    }

    private void files() {
        page.heading("Arquivos", "Files");
        var files = new Table().text("Arquivo", "File").number("Linhas", "Rows").text("SHA-256", "SHA-256");
        for (var file : manifest.files()) {
            files.row(Html.safe(file.name()), Html.count(file.rows()), "<code>%s</code>".formatted(file.sha256()));
        }
        manifest.definitions()
                .forEach((file, digest) ->
                        files.row("jobs/" + Html.safe(file), "", "<code>%s</code>".formatted(Html.safe(digest))));
        page.append(files.html());
        page.paragraph(
                "O manifesto (manifest.json) traz também as somas das colunas e o SHA-256 desta página, e está assinado com a chave do registro (manifest.json.sig).",
                "The manifest (manifest.json) also has the sums of the columns and this page's own SHA-256, and is signed with the log's key (manifest.json.sig).");
    }
}
