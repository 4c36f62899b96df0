package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.avro.Silence;
import io.tocsin.schemas.AvroJson;
import io.tocsin.schemas.silences.SilenceTerms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The addresses of the silences. Whoever reaches the page may look; changing takes a token. */
final class SilenceRoutes {
  private static final String RULE = "ruleId";
  private static final String SCOPE = "scope";
  private static final String ALERT = "alertId";
  private static final String SEVERITY = "severity";
  private static final String STARTS = "startsAt";
  private static final String ENDS = "endsAt";
  private static final String AUTHOR = "author";
  private static final String COMMENT = "comment";
  private static final Set<String> NAMES =
      Set.of(RULE, SCOPE, ALERT, SEVERITY, STARTS, ENDS, AUTHOR, COMMENT);

  private final SilenceDesk desk;
  private final WriteAccess access;
  private final InstantSource clock;

  SilenceRoutes(SilenceDesk desk, WriteAccess access, InstantSource clock) {
    this.desk = desk;
    this.access = access;
    this.clock = clock;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/silences", this::list);
    routes.post("/api/silences", this::add);
    routes.post("/api/silences/{id}/expire", this::expire);
  }

  private void list(Context context) {
    Parameters.of(context.queryParamMap(), Set.of());
    SilenceDesk.Seen seen = desk.look();
    Instant now = clock.instant();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("state", seen.refusal().isEmpty() ? "read" : "unreadable");
    answer.put("detail", seen.refusal());
    answer.put("writable", access.isPossible());
    ArrayNode silences = answer.putArray("silences");
    seen.silences().all().forEach(silence -> silences.add(json(silence, now)));
    JsonAnswer.send(context, answer.toString());
  }

  private void add(Context context) {
    access.require(context);
    RuleRequest request = RuleRequest.of(context, NAMES);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Silence silence =
        Silence.newBuilder()
            .setSilenceId(UUID.randomUUID().toString())
            .setRuleId(request.find(RULE).orElse(null))
            .setScope(request.find(SCOPE).orElse(null))
            .setAlertId(request.find(ALERT).orElse(null))
            .setSeverity(request.find(SEVERITY).orElse(null))
            .setStartsAt(request.find(STARTS).map(text -> time(STARTS, text)).orElse(now))
            .setEndsAt(time(ENDS, request.text(ENDS)))
            .setCreatedAt(now)
            .setAuthor(request.find(AUTHOR).orElse(""))
            .setComment(request.find(COMMENT).orElse(""))
            .build();
    List<String> problems = SilenceTerms.problems(silence);
    if (!problems.isEmpty()) {
      throw RuleRequest.malformed(String.join("; ", problems));
    }
    if (SilenceTerms.isOver(silence, now)) {
      throw RuleRequest.malformed("endsAt: %s; expected after now".formatted(silence.getEndsAt()));
    }
    answer(context, desk.add(silence), now);
  }

  private void expire(Context context) {
    access.require(context);
    RuleRequest.of(context, Set.of());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    answer(context, desk.expire(context.pathParam("id"), now), now);
  }

  private static Instant time(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException noTime) {
      throw RuleRequest.malformed(
          "\"%s\": \"%s\"; expected ISO-8601 with a zone, such as 2026-03-01T12:00:00Z"
              .formatted(name, text));
    }
  }

  private static void answer(Context context, Silence silence, Instant now) {
    context.contentType("application/json").result(json(silence, now).toString());
  }

  private static ObjectNode json(Silence silence, Instant now) {
    return AvroJson.of(silence).put("state", state(silence, now));
  }

  private static String state(Silence silence, Instant now) {
    if (SilenceTerms.isOver(silence, now)) {
      return "over";
    }
    return SilenceTerms.isOn(silence, now) ? "on" : "to-come";
  }
}
