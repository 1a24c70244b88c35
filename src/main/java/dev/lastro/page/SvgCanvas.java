package dev.lastro.page;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGeneratorContext.GraphicContextDefaults;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is drawn here comes out as an SVG element of a page, the same on every machine. */
final class SvgCanvas extends SVGGraphics2D {

    private static final String SVG = "http://www.w3.org/2000/svg";

    private final FixedFont font;

    private SvgCanvas(SVGGeneratorContext context, FixedFont font) {
        super(context, false);
        this.font = font;
    }

    private SvgCanvas(SvgCanvas other) {
        super(other);
        this.font = other.font;
    }

    /**
     * @param id what all ids in it begin with: no two elements of a page may share one
     * @param font of all texts
     */
    static SvgCanvas of(String id, int width, int height, FixedFont font) {
        var context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setIDGenerator(new Ids(id));
        var defaults = new GraphicContextDefaults();
        defaults.setFont(font);
        context.setGraphicContextDefaults(defaults);
        var canvas = new SvgCanvas(context, font);
        canvas.setSVGCanvasSize(new Dimension(width, height));
        return canvas;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Graphics create() {
        return new SvgCanvas(this);
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        if (font instanceof FixedFont fixed) {
            return fixed.metrics();
        }
        throw new IllegalStateException("the measures of %s are the machine's".formatted(font));
    }

    /**
     * @param title what a screen reader says first
     * @param description what is to be seen
     */
    String element(String id, String title, String description) {
        var root = getRoot();
        var size = getSVGCanvasSize();
        root.setAttribute("viewBox", "0 0 %s %s".formatted(size.width, size.height));
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", "%1$s-title %1$s-desc".formatted(id));
        // the generator's own, which has the same id in each picture and nothing in it
        var generic = root.getFirstChild();
        if (generic instanceof Element element && "defs".equals(element.getTagName()) && !element.hasChildNodes()) {
            root.removeChild(generic);
        }
        root.insertBefore(text(root.getOwnerDocument(), "desc", id + "-desc", description), root.getFirstChild());
        root.insertBefore(text(root.getOwnerDocument(), "title", id + "-title", title), root.getFirstChild());
        asWideAsMeasured(root.getElementsByTagName("text"));
        var file = new StringWriter();
        try {
            stream(root, file, true, false);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException(e);
        }
        var document = file.toString();
        return document.substring(document.indexOf("<svg")).replace("\r\n", "\n") + "\n";
    }

    /** A reader's machine without a font of these measures would write labels over their bars. */
    private void asWideAsMeasured(NodeList texts) {
        for (var i = 0; i < texts.getLength(); i++) {
            var text = (Element) texts.item(i);
            text.setAttribute("textLength", Integer.toString(font.width(text.getTextContent())));
            text.setAttribute("lengthAdjust", "spacingAndGlyphs");
        }
    }

    private static Element text(Document document, String tag, String id, String text) {
        var element = document.createElementNS(SVG, tag);
        element.setAttribute("id", id);
        element.setTextContent(text);
        return element;
    }

    private static final class Ids extends SVGIDGenerator {

        private final String prefix;

        private Ids(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String generateID(String name) {
            return prefix + "-" + super.generateID(name);
        }
    }
}
