package io.callwatch.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;

/** What goes wrong with one request: given the scene, the answer that is sent instead of the good one. */
@FunctionalInterface
public interface Fault {
    Answer instead(Scene scene);

    static Fault answer(Answer answer) {
        return scene -> answer;
    }

    /** An error of this status in Graph's shape. */
    static Fault status(int status, String code, String message) {
        return scene -> GraphRefusal.answer(status, code, message);
    }

    static Fault status(int status) {
        return status(status, "status" + status, "Simulated " + status);
    }

    /** 429 with this {@code Retry-After} as it stands; null: without one. */
    static Fault throttled(String retryAfter) {
        Answer answer = GraphRefusal.answer(429, "TooManyRequests", "Too many requests");
        return answer(retryAfter == null ? answer : answer.header("Retry-After", retryAfter));
    }

    /** 429 with the date that lies so far ahead as {@code Retry-After}. */
    static Fault throttledUntil(Duration ahead) {
        return scene -> throttled(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(ahead))).instead(scene);
    }

    static Fault unauthorized() {
        return status(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
    }

    /** 403 with an empty message, as a missing consent is told. */
    static Fault forbidden() {
        return status(403, "Forbidden", "");
    }

    static Fault gateway() {
        return answer(Answer.of(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"
                .getBytes(StandardCharsets.UTF_8)));
    }

    /** 503 with this {@code Retry-After} as it stands. */
    static Fault unavailable(String retryAfter) {
        return answer(GraphRefusal.answer(503, "ServiceUnavailable", "Busy").header("Retry-After", retryAfter));
    }

    static Fault reset() {
        return answer(Answer.status(200).over(Wire.RESET));
    }

    static Fault hang() {
        return answer(Answer.status(200).over(Wire.HANG));
    }

    /** The good answer, broken off in the middle. */
    static Fault cut() {
        return scene -> scene.good().over(Wire.CUT);
    }

    /** The good answer, a byte at a time. */
    static Fault drip(Duration pause) {
        return scene -> scene.good().over(Wire.drip(pause));
    }

    static Fault slow(Duration delay) {
        return scene -> scene.good().after(delay);
    }

    /** The good answer and so many blanks after it. */
    static Fault oversize(long bytes) {
        return scene -> scene.good().over(Wire.swollen(bytes));
    }

    /** 200 with a body that is no JSON. */
    static Fault notJson() {
        return answer(Answer.json(200, "<html>maintenance</html>"));
    }

    /** The good page, changed. */
    static Fault page(UnaryOperator<Page> change) {
        return scene -> scene.render(change.apply(scene.page()));
    }

    /** No records, but a link to the page that should have come. */
    static Fault emptyPage() {
        return scene -> {
            scene.page();
            return scene.render(new Page(List.of(), scene.again()));
        };
    }

    /** The good records with a link elsewhere. */
    static Fault linkTo(String url) {
        return page(page -> new Page(page.records(), url));
    }

    /** The good records with a link to this very page. */
    static Fault loopOfOne() {
        return scene -> scene.render(new Page(scene.page().records(), scene.here()));
    }

    /** The good records with a link to the page before. */
    static Fault loopOfTwo() {
        return scene -> scene.render(new Page(scene.page().records(), scene.before()));
    }

    /** The good records with a link to them that is another each time. */
    static Fault endless() {
        return scene -> scene.render(new Page(scene.page().records(), scene.again()));
    }
}
