#!/usr/bin/python3
"""Sends raw posts: one JSON object of docs/raw-posts.schema.json a line of the standard input."""

import json
import os
import sys

from confluent_kafka import Producer

import secured

servers = os.environ.get("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")
topic = os.environ.get("TOCSIN_NAMESPACE", "news") + ".posts.raw"
refused = []


def delivered(error, _):
    if error is not None:
        refused.append(error.str())


producer = Producer(
    {
        "bootstrap.servers": servers,
        "enable.idempotence": True,
        "partitioner": "murmur2_random",  # as Kafka's own clients choose
        "delivery.timeout.ms": 30_000,
        **secured.kafka_settings(os.environ.get(secured.VARIABLE)),
    }
)
for line in sys.stdin:
    post = json.loads(line)
    # the key keeps the revisions of a post in order
    producer.produce(topic, key=f"{post['source']}:{post['id']}", value=line.rstrip("\n"), on_delivery=delivered)
    producer.poll(0)
producer.flush()
if refused:
    sys.exit(f"post.py: {servers}, {topic}: {len(refused)} posts were not taken: {refused[0]}")
