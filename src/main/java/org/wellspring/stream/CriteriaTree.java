package org.wellspring.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Criteria as a subscriber nests them: cells, and within each the conditions on its events. One
 * that holds is enough, on either level; a cell without conditions stands for all of its events.
 *
 * @param cells at least one
 */
record CriteriaTree(List<Cell> cells) {
  private static final String CONDITION = "condition";
  private static final String NESTED = "criterias";
  private static final Set<String> MEMBERS = Set.of("resourceType", CONDITION, NESTED);

  /** Criteria of one subscription, on each level. */
  static final int MOST = 100;

  CriteriaTree {
    cells = List.copyOf(cells);
  }

  /**
   * A criteria for a cell.
   *
   * @param path where it stands, as {@code criterias[0]}
   */
  record Cell(String path, String condition, List<EventCriteria> events) {
    Cell {
      events = List.copyOf(events);
    }
  }

  /** A criteria for events. */
  record EventCriteria(String path, String condition) {}

  /** Reads the member {@code criterias} of a subscription. */
  static CriteriaTree read(JsonNode criterias) {
    if (criterias.isMissingNode() || criterias.isNull()) {
      throw StreamProblem.badField(NESTED, "at least one criteria is wanted; none was sent");
    }
    List<Cell> cells = new ArrayList<>();
    for (JsonNode entry : entries(criterias, NESTED)) {
      cells.add(cell(entry, NESTED + "[" + cells.size() + "]"));
    }
    if (cells.isEmpty()) {
      throw StreamProblem.badField(NESTED, "at least one criteria is wanted; the list is empty");
    }
    return new CriteriaTree(cells);
  }

  private static JsonNode entries(JsonNode list, String path) {
    if (!list.isArray()) {
      throw StreamProblem.badField(path, "a list of criteria is wanted");
    }
    if (list.size() > MOST) {
      throw StreamProblem.badField(
          path, "at most " + MOST + " criteria are taken; " + list.size() + " were sent");
    }
    return list;
  }

  private static Cell cell(JsonNode entry, String path) {
    Fields fields = Fields.of(entry, path, MEMBERS);
    String type = fields.text("resourceType");
    if (type.equals("event")) {
      throw StreamProblem.badField(
          path + ".resourceType",
          "an event condition needs a cell condition before it: nest this criteria in the criterias"
              + " of one whose resourceType is cell");
    }
    requireType(path, type, "cell");
    String condition = fields.text(CONDITION);
    List<EventCriteria> events = new ArrayList<>();
    JsonNode nested = fields.member(NESTED);
    if (!nested.isMissingNode()) {
      for (JsonNode inner : entries(nested, path + "." + NESTED)) {
        events.add(event(inner, path + "." + NESTED + "[" + events.size() + "]"));
      }
    }
    return new Cell(path, condition, events);
  }

  private static EventCriteria event(JsonNode entry, String path) {
    Fields fields = Fields.of(entry, path, MEMBERS);
    requireType(path, fields.text("resourceType"), "event");
    if (!fields.member(NESTED).isMissingNode()) {
      throw StreamProblem.badField(path + "." + NESTED, "nothing is nested in an event's criteria");
    }
    return new EventCriteria(path, fields.text(CONDITION));
  }

  private static void requireType(String path, String type, String wanted) {
    if (!type.equals(wanted)) {
      boolean known = type.equals("cell") || type.equals("event");
      throw StreamProblem.badField(
          path + ".resourceType",
          known
              ? wanted + " is wanted here, as criteria nest cell, then event; seen was " + type
              : "the resource type " + Fields.quoted(type) + " is not known; cell and event are");
    }
  }

  /** As {@link #read} takes it. */
  ArrayNode write() {
    ArrayNode out = Answers.nodes().arrayNode();
    for (Cell cell : cells) {
      ObjectNode entry = out.addObject().put("resourceType", "cell").put(CONDITION, cell.condition);
      if (!cell.events.isEmpty()) {
        ArrayNode nested = entry.putArray(NESTED);
        cell.events.forEach(
            event ->
                nested.addObject().put("resourceType", "event").put(CONDITION, event.condition));
      }
    }
    return out;
  }
}
