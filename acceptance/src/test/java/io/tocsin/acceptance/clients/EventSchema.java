package io.tocsin.acceptance.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.AlertEvent;
import java.io.IOException;
import java.util.Iterator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The schema of alert events as other releases have it: what may be changed under one subject. */
enum EventSchema {
  /** A release before ours: some fields with a default were not there yet. */
  OLDER {
    @Override
    void change(ObjectNode event) {
      remove(event, "reason");
      remove(alert(event), "labels");
      remove(alert(event), "peak");
    }
  },

  /** A release after ours: new fields, also within the alert. */
  NEWER {
    @Override
    void change(ObjectNode event) {
      add(event, "{'name':'channel','type':'string','default':'none'}");
      add(
          alert(event),
          "{'name':'reviewers','type':{'type':'array','items':{'type':'record','name':'Reviewer',"
              + "'fields':[{'name':'name','type':'string'}]}},'default':[]}");
    }

    @Override
    GenericRecord of(GenericRecord event) {
      event.put("channel", "press");
      return event;
    }
  },

  /** The one after: a kind of event that nobody knew. */
  NEWEST {
    @Override
    void change(ObjectNode event) {
      NEWER.change(event);
      ((ArrayNode) field(event, "type").get("type").get("symbols")).add("ESCALATED");
    }

    @Override
    GenericRecord of(GenericRecord event) {
      Schema type = schema().getField("type").schema();
      event.put("type", new GenericData.EnumSymbol(type, "ESCALATED"));
      return event;
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The schema. */
  Schema schema() {
    try {
      ObjectNode event = (ObjectNode) JSON.readTree(AlertEvent.getClassSchema().toString());
      change(event);
      return new SchemaParser().parse(event.toString()).mainSchema();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An event as that release would write it. */
  GenericRecord of(GenericRecord event) {
    return event;
  }

  abstract void change(ObjectNode event);

  /** What the registry is sent. */
  static String registration(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  /** The id in the registry's answer. */
  static int id(String answer) {
    try {
      return JSON.readTree(answer).required("id").intValue();
    } catch (IOException noJson) {
      throw new IllegalStateException(answer, noJson);
    }
  }

  private static ObjectNode alert(ObjectNode event) {
    return (ObjectNode) field(event, "alert").get("type");
  }

  private static JsonNode field(ObjectNode record, String name) {
    for (JsonNode field : record.get("fields")) {
      if (field.get("name").textValue().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static void remove(ObjectNode record, String name) {
    Iterator<JsonNode> fields = record.get("fields").iterator();
    while (fields.hasNext()) {
      if (fields.next().get("name").textValue().equals(name)) {
        fields.remove();
        return;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static void add(ObjectNode record, String field) {
    try {
      ((ArrayNode) record.get("fields")).add(JSON.readTree(field.replace('\'', '"')));
    } catch (IOException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
