package dev.lastro.page;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.text.Normalizer;

/**
 * A font whose measures are a table here (Helvetica's, which Arial and Liberation Sans share), not a file of the machine: a
 * chart's places must be the same on every machine, and a server may have no fonts at all. The reader's browser draws the
 * letters.
 */
@SuppressWarnings("serial") // never written
final class FixedFont extends Font {

    /** Thousandths of the size, of ' ' to '~'. Source: Adobe's Helvetica.afm. */
    private static final short[] WIDTHS = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
                556,
        556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
                833,
        722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500,
                556,
        556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
                334,
        260, 334, 584
    };

    private static final int OTHER_WIDTH = 556;
    private static final float ASCENT = 0.905f;
    private static final float DESCENT = 0.212f;

    FixedFont(int size) {
        super(SANS_SERIF, PLAIN, size);
    }

    /** Asked of the machine otherwise. */
    @Override
    public String getFamily() {
        return "sans-serif";
    }

    @Override
    public LineMetrics getLineMetrics(String text, FontRenderContext context) {
        return new Line(text.length(), getSize());
    }

    FontMetrics metrics() {
        return new Metrics(this);
    }

    int width(String text) {
        return width(text, getSize());
    }

    private static int width(String text, int size) {
        var thousandths = Normalizer.normalize(text, Normalizer.Form.NFD)
                .chars()
                .filter(letter -> Character.getType(letter) != Character.NON_SPACING_MARK)
                .map(letter -> letter >= ' ' && letter <= '~' ? WIDTHS[letter - ' '] : OTHER_WIDTH)
                .sum();
        return (thousandths * size + 999) / 1000;
    }

    @SuppressWarnings("serial") // never written
    private static final class Metrics extends FontMetrics {

        private Metrics(Font font) {
            super(font);
        }

        @Override
        public int getAscent() {
            return Math.round(font.getSize() * ASCENT);
        }

        @Override
        public int getDescent() {
            return Math.round(font.getSize() * DESCENT);
        }

        @Override
        public int charWidth(char letter) {
            return width(String.valueOf(letter), font.getSize());
        }

        @Override
        public int charsWidth(char[] letters, int offset, int length) {
            return width(new String(letters, offset, length), font.getSize());
        }

        @Override
        public int stringWidth(String text) {
            return width(text, font.getSize());
        }
    }

    private static final class Line extends LineMetrics {

        private final int letters;
        private final int size;

        private Line(int letters, int size) {
            this.letters = letters;
            this.size = size;
        }

        @Override
        public int getNumChars() {
            return letters;
        }

        @Override
        public float getAscent() {
            return size * ASCENT;
        }

        @Override
        public float getDescent() {
            return size * DESCENT;
        }

        @Override
        public float getLeading() {
            return 0;
        }

        @Override
        public float getHeight() {
            return getAscent() + getDescent();
        }

        @Override
        public int getBaselineIndex() {
            return Font.ROMAN_BASELINE;
        }

        @Override
        public float[] getBaselineOffsets() {
            return new float[3];
        }

        @Override
        public float getStrikethroughOffset() {
            return -size * ASCENT / 3;
        }

        @Override
        public float getStrikethroughThickness() {
            return 1;
        }

        @Override
        public float getUnderlineOffset() {
            return 1;
        }

        @Override
        public float getUnderlineThickness() {
            return 1;
        }
    }
}
