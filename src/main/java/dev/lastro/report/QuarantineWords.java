package dev.lastro.report;

import java.util.List;
import java.util.regex.Pattern;

/** Why a delivery was not understood: what {@code quarantine} says in English, in Portuguese. */
final class QuarantineWords {

    /** What the sender said, or where, stays as it is. */
    private static final List<Phrase> PHRASES = List.of(
            new Phrase(
                    "no rule of the definition has no status with type (.*)",
                    "nenhuma regra da definição vale para o tipo $1 sem status"),
            new Phrase(
                    "no rule of the definition has status (.*) with type (.*)",
                    "nenhuma regra da definição vale para o status $1 com o tipo $2"),
            new Phrase("not UTF-8", "não é UTF-8"),
            new Phrase("the body is empty", "o corpo está vazio"),
            new Phrase("the body is not a JSON object", "o corpo não é um objeto JSON"),
            new Phrase("not JSON: something follows the object", "não é JSON: há algo depois do objeto"),
            new Phrase(
                    "not JSON \\(RFC 8259\\), near line (\\d+) column (\\d+)",
                    "não é JSON (RFC 8259), perto da linha $1, coluna $2"),
            new Phrase(
                    "nested deeper than (\\d+) levels, near line (\\d+) column (\\d+)",
                    "mais de $1 níveis, uns dentro dos outros, perto da linha $2, coluna $3"),
            new Phrase(
                    "a key occurs twice in one object, near line (\\d+) column (\\d+)",
                    "uma chave aparece duas vezes no mesmo objeto, perto da linha $1, coluna $2"),
            new Phrase("no type: nothing at (.*)", "falta o tipo: nada em $1"),
            new Phrase("no loan id: nothing at (.*)", "falta o id do empréstimo: nada em $1"),
            new Phrase("no time: nothing at (.*)", "falta a data e hora: nada em $1"),
            new Phrase("the time cannot be used: (.*)", "a data e hora não pode ser usada: $1"),
            tooLong("type", "o tipo"),
            tooLong("status", "o status"),
            tooLong("previous status", "o status anterior"),
            tooLong("loan id", "o id do empréstimo"),
            tooLong("event id", "o id do evento"),
            noText("type", "o tipo"),
            noText("status", "o status"),
            noText("previous status", "o status anterior"),
            noText("loan id", "o id do empréstimo"),
            noText("event id", "o id do evento"),
            new Phrase(
                    "Lastro failed to read this \\((.*)\\): a fault of its own, report it",
                    "o Lastro não conseguiu ler isto ($1): a falha é dele, avise os responsáveis"));

    private QuarantineWords() {}

    /** @return the same where it is not said in Portuguese, as what a later release says */
    static String portuguese(String reason) {
        for (Phrase phrase : PHRASES) {
            var found = phrase.english().matcher(reason);
            if (found.matches()) {
                return found.replaceFirst(phrase.portuguese());
            }
        }
        return reason;
    }

    private static Phrase tooLong(String english, String portuguese) {
        return new Phrase(
                "the " + english + " is longer than (\\d+) characters: (.*)",
                portuguese + " tem mais de $1 caracteres: $2");
    }

    private static Phrase noText(String english, String portuguese) {
        return new Phrase(
                "the " + english + " has half of a surrogate pair, which is no character: (.*)",
                portuguese + " tem meio par substituto, que não é um caractere: $1");
    }

    private record Phrase(Pattern english, String portuguese) {

        /** The sender's words can have line breaks. */
        Phrase(String english, String portuguese) {
            this(Pattern.compile(english, Pattern.DOTALL), portuguese);
        }
    }
}
