package io.callwatch.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the first twenty minutes of a backfill of 10,000 calls a day as SVG: the requests of either kind in the span that
 * the service counts, each against its limit, and the records read against the limit and a nextLink follower. Arguments:
 * the file to write, and a seed.
 */
public final class PlanPicture {

    private static final int CALLS = 10_000;
    private static final int SECONDS = 20 * 60;
    private static final int LEFT = 90;
    private static final int WIDTH = 780;
    private static final int RIGHT = LEFT + WIDTH;
    private static final String BLUE = "#1f6feb";
    private static final String GREEN = "#1a7f37";
    private static final String RED = "#cf222e";
    private static final String GREY = "#6e7781";

    private final StringBuilder svg = new StringBuilder();

    private PlanPicture() {
    }

    public static void main(String[] args) throws IOException {
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Files.writeString(Path.of(args[0]), new PlanPicture().draw(seed), StandardCharsets.UTF_8);
    }

    /** @param at in seconds from the start */
    private record Request(double at, int page, long records) {
    }

    private String draw(long seed) {
        List<Request> planned = requests(BackfillSimulation.simulation(CALLS, seed, Knowledge.none(), Tactics.ALL));
        List<Request> followed = requests(BackfillSimulation.fixedSimulation(CALLS, seed, Duration.ofDays(30)));
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 780' font-family='Helvetica, Arial, sans-serif' font-size='13'>\n"
                + "<rect width='900' height='780' fill='white'/>\n");
        text(LEFT, 26, "start", "#24292f", "A month of 10,000 calls a day, nothing known before: the first twenty minutes of requests", "font-size='16'");
        panel(72, 148, 16, 5, "First pages in the last 20 seconds");
        limit(72, 148, 16, 15, "the service's limit: 15");
        steps(planned.stream().filter(r -> r.page == 1).toList(), 20, 72, 148, 16, BLUE);
        panel(290, 160, 60, 20, "Next pages in the last 5 minutes");
        limit(290, 160, 60, 55, "the service's limit: 55");
        steps(planned.stream().filter(r -> r.page > 1).toList(), 300, 290, 160, 60, GREEN);
        panel(520, 200, 80_000, 20_000, "Records of windows read whole; of the follower, records on its pages");
        line(List.of(new Request(0, 0, 0), new Request(SECONDS, 0, 3_360L * SECONDS / 60)), 520, 200, 80_000, RED, " stroke-dasharray='6 4'");
        line(planned, 520, 200, 80_000, BLUE, "");
        long followedRecords = 60L * followed.size();
        line(pages(followed), 520, 200, 80_000, GREY, "");
        legend(RED, " stroke-dasharray='6 4'", 545, "full pages for both budgets, 3,360 a minute");
        legend(BLUE, "", 565, "the planner: " + number(planned.get(planned.size() - 1).records));
        legend(GREY, "", 585, "a nextLink follower: " + number(followedRecords));
        for (int minute = 0; minute <= SECONDS / 60; minute += 2) {
            text(x(minute * 60), 738, "middle", GREY, String.valueOf(minute), "");
        }
        text(LEFT + WIDTH / 2.0, 762, "middle", GREY, "minutes", "");
        return svg.append("</svg>\n").toString();
    }

    private static List<Request> requests(Simulation simulation) {
        List<Request> requests = new ArrayList<>();
        Instant began = simulation.clock.instant();
        simulation.log((at, page, records) -> requests.add(
                new Request(Duration.between(began, at).toMillis() / 1000.0, page, records)));
        simulation.run(4, began.plusSeconds(SECONDS));
        return requests;
    }

    /** A follower has read nothing whole before its end: its pages are counted instead. */
    private static List<Request> pages(List<Request> requests) {
        List<Request> counted = new ArrayList<>();
        for (Request request : requests) {
            counted.add(new Request(request.at, request.page, 60L * counted.size()));
        }
        counted.add(new Request(SECONDS, 2, 60L * counted.size()));
        return counted;
    }

    private void panel(int top, int height, int most, int step, String title) {
        text(LEFT, top - 8, "start", "#24292f", title, "font-weight='bold'");
        for (int value = 0; value <= most; value += step) {
            double y = y(value, top, height, most);
            svg.append(String.format(Locale.ROOT, "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#d0d7de'/>%n", LEFT, y, RIGHT, y));
            text(LEFT - 8, y + 4, "end", GREY, number(value), "");
        }
    }

    private void limit(int top, int height, int most, int limit, String label) {
        double y = y(limit, top, height, most);
        svg.append(String.format(Locale.ROOT, "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='%s' stroke-dasharray='6 4'/>%n",
                LEFT, y, RIGHT, y, RED));
        text(RIGHT, top - 8, "end", RED, label, "");
    }

    /** How many of them lie in the span before each instant. */
    private void steps(List<Request> requests, int span, int top, int height, int most, String colour) {
        StringBuilder points = new StringBuilder(point(0, 0, top, height, most));
        int oldest = 0;
        int newest = 0;
        for (double at = 0; at <= SECONDS; at += 0.5) {
            while (newest < requests.size() && requests.get(newest).at <= at) {
                newest++;
            }
            while (oldest < newest && requests.get(oldest).at <= at - span) {
                oldest++;
            }
            points.append(point(at, newest - oldest, top, height, most));
        }
        points.append(point(SECONDS, 0, top, height, most));
        svg.append("<polygon points='").append(points).append("' fill='").append(colour).append("' fill-opacity='0.25' stroke='")
                .append(colour).append("'/>\n");
    }

    private void line(List<Request> requests, int top, int height, int most, String colour, String style) {
        StringBuilder points = new StringBuilder();
        double last = -10;
        for (Request request : requests) {
            if (request.at - last >= 2 || request.at >= SECONDS) {
                points.append(point(request.at, request.records, top, height, most));
                last = request.at;
            }
        }
        svg.append("<polyline points='").append(points).append("' fill='none' stroke-width='2' stroke='").append(colour).append("'")
                .append(style).append("/>\n");
    }

    private void legend(String colour, String style, int y, String label) {
        svg.append(String.format(Locale.ROOT, "<line x1='%d' y1='%d' x2='%d' y2='%d' stroke-width='2' stroke='%s'%s/>%n",
                LEFT + 20, y - 4, LEFT + 50, y - 4, colour, style));
        text(LEFT + 58, y, "start", "#24292f", label, "");
    }

    private void text(double x, double y, String anchor, String colour, String label, String style) {
        svg.append(String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s' %s>%s</text>%n",
                x, y, anchor, colour, style, label));
    }

    private static String point(double at, double value, int top, int height, int most) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x(at), y(value, top, height, most));
    }

    private static double x(double at) {
        return LEFT + WIDTH * Math.min(SECONDS, at) / SECONDS;
    }

    private static double y(double value, int top, int height, int most) {
        return top + height * (1 - value / most);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
