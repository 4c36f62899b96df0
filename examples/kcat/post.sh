#!/usr/bin/env bash
# Sends a raw post: JSON of docs/raw-posts.schema.json on one line of the standard input, or this example.
#   post.sh [<FILE]
# The key is any; one key for all revisions of a post, put where Kafka's own clients would, keeps them in order. Needs kcat and jq.
set -euo pipefail

brokers=${TOCSIN_KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}
topic=${TOCSIN_NAMESPACE:-news}.posts.raw

[ -z "${TOCSIN_CLIENT_CONFIG:-}" ] || export KCAT_CONFIG=$TOCSIN_CLIENT_CONFIG # kcat's own variable

example='{"source":"metro-daily","id":"harbour-1","title":"Harbour evacuated after gas leak","body":"Everybody has to leave the old harbour at once, the fire brigade says.","language":"en"}'
if [ -t 0 ]; then posts=$example; else posts=$(cat); fi

# key and value parted by a tab, which JSON does not contain
jq -r '"\(.source):\(.id)\t\(tojson)"' <<<"$posts" |
  kcat -P -b "$brokers" -t "$topic" -K '\t' -X enable.idempotence=true -X partitioner=murmur2_random
