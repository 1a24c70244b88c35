package dev.lastro.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * CSV files as LibreOffice opens them in Brazil by a double click: nothing is said of any column. On Debian it is there after
 * {@code apt-get install --no-install-recommends libreoffice-calc}.
 */
final class Spreadsheet {

    private static final int MINUTES_MAX = 5;

    /** Semicolon, double quote, UTF-8, from line 1, no formats of columns, Portuguese of Brazil: what its dialog proposes there. */
    private static final String OPENED_IN_BRAZIL = "Text - txt - csv (StarCalc):59,34,76,1,,1046";

    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private Spreadsheet() {}

    /**
     * A cell as the program understood it.
     *
     * @param type {@code string}, {@code float}, {@code date}, {@code percentage} …; empty: nothing is in it
     * @param value exact where it is a number or a date (ISO 8601), else the text that is shown
     */
    record Cell(String type, String value) {}

    static Optional<Path> program() {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            var program = Path.of(folder, "soffice");
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /** Makes {@code <name>.fods} in the folder of each CSV file. */
    static void convert(Path program, Path work, List<Path> files) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "-env:UserInstallation=" + work.resolve("profile").toUri(),
                "--infilter=" + OPENED_IN_BRAZIL,
                "--convert-to",
                "fods",
                "--outdir",
                work.toString()));
        files.forEach(file -> command.add(file.toString()));
        var log = work.resolve("soffice.log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(
                    "soffice took more than %d minutes: %s".formatted(MINUTES_MAX, Files.readString(log)));
        }
    }

    /** The rows of a flat ODS; a row has as many cells as there are up to its last that is not empty. */
    static List<List<Cell>> read(Path fods) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var rows = factory.newDocumentBuilder().parse(fods.toFile()).getElementsByTagNameNS(TABLE, "table-row");
            var read = new ArrayList<List<Cell>>();
            for (var i = 0; i < rows.getLength(); i++) {
                var row = row((Element) rows.item(i));
                for (var times = count((Element) rows.item(i), "number-rows-repeated");
                        times > 0 && !row.isEmpty();
                        times--) {
                    read.add(row);
                }
            }
            return read;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(fods + " is no XML", e);
        }
    }

    private static List<Cell> row(Element row) {
        var cells = new ArrayList<Cell>();
        var cell = row.getFirstChild();
        while (cell != null) {
            if (cell instanceof Element element) {
                var is = cell(element);
                var isLast = element.getNextSibling() == null;
                for (var times = count(element, "number-columns-repeated");
                        times > 0 && !(isLast && is.type().isEmpty());
                        times--) {
                    cells.add(is);
                }
            }
            cell = cell.getNextSibling();
        }
        return cells;
    }

    private static int count(Element element, String attribute) {
        var count = element.getAttributeNS(TABLE, attribute);
        return count.isEmpty() ? 1 : Integer.parseInt(count);
    }

    private static Cell cell(Element cell) {
        var type = cell.getAttributeNS(OFFICE, "value-type");
        return new Cell(
                type,
                switch (type) {
                    case "" -> "";
                    case "date" -> cell.getAttributeNS(OFFICE, "date-value");
                    case "string" -> text(cell);
                    default -> cell.getAttributeNS(OFFICE, "value");
                });
    }

    private static String text(Element cell) {
        var lines = new ArrayList<String>();
        for (Node each = cell.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (TEXT.equals(each.getNamespaceURI()) && "p".equals(each.getLocalName())) {
                lines.add(each.getTextContent());
            }
        }
        return String.join("\n", lines);
    }
}
