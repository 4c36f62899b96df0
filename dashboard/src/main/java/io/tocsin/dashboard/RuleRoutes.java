package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleExchange;
import io.tocsin.alerts.core.rules.RuleFile;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The addresses of the rules. Whoever reaches the page may look and try; changing takes a token in
 * {@code Authorization}, which a browser never sends by itself.
 */
final class RuleRoutes {
  private static final String JSON = "application/json";
  private static final String YAML = "yaml";
  private static final String REPLACES = "replaces";
  private static final String CLIENT = "client";
  private static final Pattern CLIENT_FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final RuleDesk desk;
  private final WriteAccess access;

  RuleRoutes(RuleDesk desk, WriteAccess access) {
    this.desk = desk;
    this.access = access;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/rules", this::list);
    routes.get("/api/rules/{id}", this::rule);
    routes.post("/api/rules", this::apply);
    routes.post("/api/rules/trial", this::attempt);
    routes.post("/api/rules/{id}/enable", context -> enable(context, true));
    routes.post("/api/rules/{id}/disable", context -> enable(context, false));
  }

  private void list(Context context) {
    RuleQuery query = RuleQuery.of(context.queryParamMap());
    answer(context, RuleJson.rules(desk.look(), query, access.isPossible()));
  }

  private void rule(Context context) {
    answer(context, RuleJson.rule(desk.find(context.pathParam("id"))));
  }

  private void attempt(Context context) {
    RuleRequest request = RuleRequest.of(context, Set.of(CLIENT, YAML));
    String client = request.text(CLIENT);
    if (!CLIENT_FORM.matcher(client).matches()) {
      throw RuleRequest.malformed(
          "\"client\": expected 1 to 64 letters, digits and dashes, others for each page");
    }
    RuleFile file = RuleFile.readOne(request.bytes(YAML));
    if (!file.problems().isEmpty()) {
      answer(context, RuleJson.untried(file.problems()));
      return;
    }
    RuleDesk.Tried tried = desk.attempt(client, file.rules().get(0));
    answer(context, RuleJson.trial(tried.posts(), tried.outcome()));
  }

  private void apply(Context context) {
    access.require(context);
    RuleRequest request = RuleRequest.of(context, Set.of(YAML, REPLACES));
    RuleFile file = RuleFile.readOne(request.bytes(YAML));
    if (!file.problems().isEmpty()) {
      throw new ApiProblem(
          ApiProblem.Kind.UNUSABLE,
          String.valueOf(file.problems().get(0)),
          RuleJson.problems(file.problems()));
    }
    write(context, new RuleExchange(file.rules().get(0), request.text(REPLACES)));
  }

  private void enable(Context context, boolean enabled) {
    access.require(context);
    RuleRequest request = RuleRequest.of(context, Set.of(REPLACES));
    Rule rule = desk.find(context.pathParam("id"));
    write(context, RuleExchange.switching(rule, enabled, request.text(REPLACES)));
  }

  private void write(Context context, RuleExchange exchange) {
    RuleDesk.Written written = desk.exchange(exchange);
    answer(context, RuleJson.written(written.snapshot(), written.rule(), written.change()));
  }

  private static void answer(Context context, ObjectNode json) {
    context.contentType(JSON).result(json.toString());
  }
}
