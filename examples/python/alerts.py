#!/usr/bin/python3
"""Prints Tocsin's alerts, one line an event, as they open, change, end or are taken back.

Needs Debian's python3-confluent-kafka and python3-avro, or the packages confluent-kafka and avro of PyPI.
Ends with 0 on SIGTERM, SIGINT or after --max events; with 1, and a reason, when broker, topic or registry is not there.
"""

import argparse
import io
import json
import os
import signal
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import avro.errors
import avro.io
import avro.schema
from confluent_kafka import Consumer, KafkaError, KafkaException

import secured

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
REGISTRY_TRIES = 5
REMEMBERED = 10_000
REFUSALS = (KafkaError.GROUP_AUTHORIZATION_FAILED, KafkaError.TOPIC_AUTHORIZATION_FAILED)


class Undecodable(Exception):
    """This record will never be readable: report it and go on."""


class WorldBroken(Exception):
    """What we depend on is not there: say so and end, without losing the place."""


class ResolvingReader(avro.io.DatumReader):
    """Reads an enum symbol that our schema does not know as the enum's default, as Avro's specification has it."""

    def read_enum(self, writers_schema, readers_schema, decoder):
        index = decoder.read_int()
        if not 0 <= index < len(writers_schema.symbols):
            raise Undecodable(f"no symbol {index} in enum {writers_schema.fullname}")
        symbol = writers_schema.symbols[index]
        return symbol if symbol in readers_schema.symbols else readers_schema.props["default"]


class Decoder:
    """From Confluent's wire format (a zero byte, the schema's id in four bytes, Avro) to a dict of our own schema."""

    def __init__(self, registry, own_schema):
        self.registry = registry.rstrip("/")
        self.own_schema = own_schema
        self.readers = {}

    def decode(self, value):
        if len(value) < 5 or value[0] != 0:
            raise Undecodable(f"{len(value)} bytes that do not begin with a zero byte and a schema id")
        reader = self.reader(int.from_bytes(value[1:5], "big"))
        try:
            return reader.read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))
        except Exception as broken:  # Avro reports broken data by whatever it stumbles over
            raise Undecodable(f"{type(broken).__name__}: {broken}") from broken

    def reader(self, schema_id):
        if schema_id not in self.readers:
            written_with = self.fetch(schema_id)
            try:
                self.readers[schema_id] = ResolvingReader(avro.schema.parse(written_with), self.own_schema)
            except avro.errors.AvroException as broken:
                raise Undecodable(f"schema {schema_id} is no Avro schema: {broken}") from broken
        return self.readers[schema_id]

    def fetch(self, schema_id):
        url = f"{self.registry}/schemas/ids/{schema_id}"
        for attempt in range(1, REGISTRY_TRIES + 1):
            try:
                request = urllib.request.Request(url, headers=secured.registry_headers())
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return json.load(answer)["schema"]
            except urllib.error.HTTPError as refusal:
                if refusal.code == 404:
                    raise Undecodable(f"the registry does not know schema {schema_id}") from refusal
                problem = refusal
            except (OSError, ValueError, KeyError) as failure:  # not there, or not a registry
                problem = failure
            if attempt < REGISTRY_TRIES:
                time.sleep(0.2 * 2**attempt)
        raise WorldBroken(f"the schema registry at {self.registry} (--registry) does not answer: {problem}")


class LatestStates:
    """The latest state of each alert, by upsert: an event that comes twice, or late, changes nothing."""

    def __init__(self, file):
        self.database = sqlite3.connect(file)
        self.database.execute("CREATE TABLE IF NOT EXISTS latest (id TEXT PRIMARY KEY, sequence INTEGER, line TEXT)")

    def take(self, identity, sequence, line):
        """True when this was news."""
        with self.database:
            changed = self.database.execute(
                "INSERT INTO latest VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET sequence = excluded.sequence, line = excluded.line WHERE excluded.sequence > latest.sequence",
                (identity, sequence, line),
            ).rowcount
            self.database.execute(
                "DELETE FROM latest WHERE rowid <= (SELECT max(rowid) FROM latest) - ?", (REMEMBERED,)
            )
        return changed > 0


def moment(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def alert_line(event):
    alert = event["alert"]
    sources = len({evidence["source"] for evidence in alert["evidence"]})
    fields = (moment(event["at"]), event["type"], alert["severity"], alert["summary"], event["reason"])
    identity = f"{event['alertId']}#{event['sequence']}"
    return event["alertId"], event["sequence"], " | ".join((*fields, f"{sources} sources", identity))


def post_line(enriched):
    post = enriched["post"]
    identity = f"{post['postKey']}#{post['revision']}"
    about = ",".join(enriched["countries"])
    fields = (moment(post["seenAt"]), post["status"], enriched["language"], about, post["title"], identity)
    return post["postKey"], post["revision"], " | ".join(fields)


TOPICS = {"alerts": ("AlertEvent", alert_line), "posts.enriched": ("EnrichedPost", post_line)}


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])

    def add(name, variable, default, **more):
        parser.add_argument(name, default=os.environ.get(variable, default), **more)

    add("--bootstrap-servers", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")
    add("--registry", "TOCSIN_REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7")
    add("--namespace", "TOCSIN_NAMESPACE", "news")
    add("--group", "TOCSIN_GROUP", "tocsin-example-python", help="who we are: our place is kept under this name")
    parser.add_argument("--topic", choices=sorted(TOPICS), default="alerts", help="what follows the namespace's dot")
    parser.add_argument("--max", type=int, default=0, metavar="N", help="end after N events")
    parser.add_argument("--store", default=":memory:", metavar="FILE", help="keep the latest states in this database")
    add("--client-config", secured.VARIABLE, None, metavar="FILE", help="settings of librdkafka, a key=value a line")
    parser.add_argument("-X", action="append", default=[], metavar="KEY=VALUE", help="more settings of librdkafka")
    return parser.parse_args()


def connect(given, topic):
    consumer = Consumer(
        {
            "bootstrap.servers": given.bootstrap_servers,
            "group.id": given.group,
            "auto.offset.reset": "earliest",  # a new group begins with the oldest alert that is kept
            "isolation.level": "read_committed",
            "enable.auto.offset.store": False,  # the place moves on when a record is done with: at least once
            "error_cb": lambda error: print(f"kafka: {error.str()}", file=sys.stderr),
            **secured.kafka_settings(given.client_config),
            **dict(pair.split("=", 1) for pair in given.X),
        }
    )
    try:
        found = consumer.list_topics(topic, timeout=5).topics[topic]
    except KafkaException as failure:
        raise WorldBroken(f"no broker at {given.bootstrap_servers} (--bootstrap-servers): {failure}") from failure
    if found.error is not None:
        raise WorldBroken(f"topic {topic} (--namespace, --topic): {found.error.str()}")
    consumer.subscribe([topic])
    return consumer


def follow(given, topic, consumer, stopping):
    schema, line_of = TOPICS[given.topic]
    decoder = Decoder(given.registry, avro.schema.parse((SCHEMAS / f"{schema}.avsc").read_text()))
    states = LatestStates(given.store)
    printed = 0
    while not stopping and (given.max == 0 or printed < given.max):
        record = consumer.poll(0.5)
        if record is None:
            continue
        if record.error():
            if record.error().fatal() or record.error().code() in REFUSALS:
                raise WorldBroken(f"topic {topic}, group {given.group} (--group): {record.error().str()}")
            print(f"kafka: {record.error().str()}", file=sys.stderr)
            continue
        if record.value() is not None:  # null: a control record such as a watermark
            try:
                identity, sequence, line = line_of(decoder.decode(record.value()))
                if states.take(identity, sequence, line):
                    print(line, flush=True)
                    printed += 1
            except Undecodable as reason:
                place = f"{topic}, partition {record.partition()}, offset {record.offset()}"
                print(f"skipped: {place}: {reason}", file=sys.stderr)
        consumer.store_offsets(message=record)


def main():
    given = options()
    topic = f"{given.namespace}.{given.topic}"
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    try:
        consumer = connect(given, topic)
        try:
            follow(given, topic, consumer, stopping)
        finally:
            consumer.close()  # commits the place and leaves the group
    except WorldBroken as reason:
        sys.exit(f"alerts.py: {reason}")


if __name__ == "__main__":
    main()
