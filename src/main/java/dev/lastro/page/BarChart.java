package dev.lastro.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryMarker;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Bars, stacked where there are several series. Its shades are told apart in grey too, and each comes with its table: a
 * picture alone tells a screen reader, or a photocopy, little.
 *
 * @param id of the element, unique in its page: letters, digits, hyphens
 * @param title what it shows
 * @param horizontal long names are read beside bars that lie
 * @param values by series, then for each category
 * @param marked categories that are shaded behind the bars
 */
public record BarChart(
        String id,
        String title,
        String description,
        boolean horizontal,
        List<String> categories,
        SequencedMap<String, List<BigDecimal>> values,
        List<String> marked) {

    private static final int WIDTH = 900;
    private static final int HEIGHT_STANDING = 260;
    private static final int HEIGHT_BAR = 26;
    private static final int HEIGHT_BESIDE = 70;
    private static final FixedFont FONT = new FixedFont(12);

    /** From dark to light: on a grey printer neighbours still differ. */
    private static final List<Color> SHADES = List.of(
            new Color(0x17, 0x37, 0x5e),
            new Color(0x7f, 0xa7, 0xd1),
            new Color(0xc9, 0x7b, 0x2d),
            new Color(0xdd, 0xe6, 0xf0),
            new Color(0x5a, 0x5a, 0x5a),
            new Color(0xf0, 0xd9, 0x9c));

    private static final Color MARK = new Color(0xf3, 0xd0, 0xcb);
    private static final Color LINE = new Color(0xcc, 0xcc, 0xcc);

    /** The SVG element. */
    public String svg() {
        // Nothing here opens a window, and what asks for one must not be tried.
        System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
        var height = horizontal ? HEIGHT_BESIDE + HEIGHT_BAR * categories.size() : HEIGHT_STANDING;
        var canvas = SvgCanvas.of(id, WIDTH, height, FONT);
        chart().draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, height));
        return canvas.element(id, title, description);
    }

    private JFreeChart chart() {
        var plot = new CategoryPlot(data(), categoryAxis(), numberAxis(), renderer());
        plot.setOrientation(horizontal ? PlotOrientation.HORIZONTAL : PlotOrientation.VERTICAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(LINE);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setNoDataMessageFont(FONT);
        for (var category : marked) {
            var marker = new CategoryMarker(category, MARK, new BasicStroke(1));
            marker.setLabelFont(FONT);
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
        var chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(null);
        if (values.size() > 1) {
            var legend = new LegendTitle(plot);
            legend.setItemFont(FONT);
            legend.setPosition(RectangleEdge.TOP);
            chart.addLegend(legend);
        }
        return chart;
    }

    private DefaultCategoryDataset data() {
        var data = new DefaultCategoryDataset();
        for (Map.Entry<String, List<BigDecimal>> series : values.entrySet()) {
            for (var i = 0; i < categories.size(); i++) {
                data.addValue(series.getValue().get(i), series.getKey(), categories.get(i));
            }
        }
        return data;
    }

    private CategoryAxis categoryAxis() {
        var axis = new CategoryAxis();
        axis.setTickLabelFont(FONT);
        axis.setLabelFont(FONT);
        axis.setMaximumCategoryLabelWidthRatio(horizontal ? 0.4f : 1);
        axis.setLowerMargin(0.01);
        axis.setUpperMargin(0.01);
        axis.setCategoryMargin(0.2);
        axis.setAxisLinePaint(LINE);
        return axis;
    }

    private NumberAxis numberAxis() {
        var axis = new NumberAxis();
        axis.setTickLabelFont(FONT);
        axis.setLabelFont(FONT);
        axis.setNumberFormatOverride(Html.format("#,##0"));
        axis.setTickLabelInsets(new RectangleInsets(2, 14, 2, 14));
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setAxisLinePaint(LINE);
        axis.setUpperMargin(values.size() > 1 ? 0.05 : 0.15);
        return axis;
    }

    private BarRenderer renderer() {
        var renderer = values.size() > 1 ? new StackedBarRenderer() : new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(true);
        renderer.setMaximumBarWidth(0.2);
        for (var i = 0; i < values.size(); i++) {
            renderer.setSeriesPaint(i, SHADES.get(i % SHADES.size()));
            renderer.setSeriesOutlinePaint(i, SHADES.getFirst());
            renderer.setSeriesOutlineStroke(i, new BasicStroke(0.7f));
        }
        if (values.size() == 1) {
            renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", Html.format("#,##0")));
            renderer.setDefaultItemLabelFont(FONT);
            renderer.setDefaultItemLabelsVisible(true);
            renderer.setDefaultPositiveItemLabelPosition(
                    horizontal
                            ? new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT)
                            : new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
        }
        return renderer;
    }
}
