package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.watch.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A scorecard in pictures, drawn without a display. */
final class ScorecardPlots {

  private static final double LOWEST = 0.01;

  private ScorecardPlots() {}

  /** Draws all into a directory; the names of the files. */
  static List<String> draw(Scorecard card, Path directory) throws IOException {
    List<String> files = new ArrayList<>();
    for (String contender : contenders(card)) {
      String name = "false-alarms-" + slug(contender);
      save(falseAlarms(card, contender), directory.resolve(name));
      files.add(name + ".png");
    }
    for (String contender : contenders(card)) {
      String name = "delays-" + slug(contender);
      save(delays(card, contender), directory.resolve(name));
      files.add(name + ".png");
    }
    return files;
  }

  private static List<String> contenders(Scorecard card) {
    return card.falseAlarms().stream().map(FalseAlarmRow::contender).distinct().toList();
  }

  private static String slug(String contender) {
    return contender.equals(Contender.PRODUCTION)
        ? contender
        : contender.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static void save(XYChart chart, Path file) throws IOException {
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static XYChart falseAlarms(Scorecard card, String contender) {
    XYChart chart =
        chart(
            contender + ": false alarms per budget, 95 % upper bound",
            "upper bound per budget of 1 in 30 days");
    Lines lines = new Lines();
    card.falseAlarms().stream()
        .filter(row -> row.contender().equals(contender))
        .forEach(row -> lines.add(row.noise(), row.rate(), row.upperBound()));
    lines.addTo(chart);
    level(chart, card, "budget", 1);
    level(chart, card, "twice", 2);
    return chart;
  }

  private static XYChart delays(Scorecard card, String contender) {
    XYChart chart =
        chart(
            contender + ": mean delay as a multiple of CUSUM's, where CUSUM takes 5 min",
            "multiple of CUSUM's delay");
    Lines lines = new Lines();
    card.delays().stream()
        .filter(row -> row.contender().equals(contender) && row.counts())
        .forEach(row -> lines.add(row.change(), row.rate(), row.multiple()));
    lines.addTo(chart);
    level(chart, card, "limit", 1);
    level(chart, card, "twice", 2);
    return chart;
  }

  private static XYChart chart(String title, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(1_000)
            .height(600)
            .title(title)
            .xAxisTitle("mentions an hour")
            .yAxisTitle(y)
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    return chart;
  }

  private static void level(XYChart chart, Scorecard card, String name, double value) {
    Points points = new Points();
    card.effort().rates().forEach(rate -> points.add(rate, value));
    XYSeries line = points.addTo(chart, name);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineStyle(SeriesLines.DASH_DASH);
  }

  /** Lines by name, in the order in which they were begun. */
  private static final class Lines {
    private final Map<String, Points> byName = new LinkedHashMap<>();

    void add(String name, double rate, double value) {
      byName.computeIfAbsent(name, begun -> new Points()).add(rate, value);
    }

    void addTo(XYChart chart) {
      byName.forEach((name, points) -> points.addTo(chart, name));
    }
  }

  /** The points of a line. */
  private static final class Points {
    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();

    void add(double rate, double value) {
      x.add(rate);
      y.add(Math.max(LOWEST, value));
    }

    XYSeries addTo(XYChart chart, String name) {
      return chart.addSeries(name, x, y);
    }
  }
}
