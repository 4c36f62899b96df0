#!/usr/bin/env bash
# Prints Tocsin's alerts, one line an event, from what stands outside the Avro: headers, key, partition, offset.
#   alerts.sh [N]     end after N records; without it, stay until SIGTERM
# The environment says where: TOCSIN_KAFKA_BOOTSTRAP_SERVERS, TOCSIN_NAMESPACE, TOCSIN_GROUP, TOPIC (alerts or posts.enriched).
# TOCSIN_CLIENT_CONFIG names a file with more settings of librdkafka, a key=value a line: what a secured cluster wants to know.
# Needs kcat and bash 4. What is inside a record, show.sh tells.
set -euo pipefail

brokers=${TOCSIN_KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}
topic=${TOCSIN_NAMESPACE:-news}.${TOPIC:-alerts}
group=${TOCSIN_GROUP:-tocsin-example-kcat}

[ -z "${TOCSIN_CLIENT_CONFIG:-}" ] || export KCAT_CONFIG=$TOCSIN_CLIENT_CONFIG # kcat's own variable

fail() { echo "alerts.sh: $*" >&2; exit 1; }

print_lines() {
  local size partition offset key headers id kind at type remembered=0
  local -A seen=()
  while IFS=$'\t' read -r size partition offset key headers; do
    [ "$size" -ge 0 ] || continue # a null value: a control record such as a watermark
    id=$partition@$offset kind=- at=-
    if [[ $headers =~ ce_id=([^,]*) ]]; then id=${BASH_REMATCH[1]}; fi
    if [[ $headers =~ ce_type=([^,]*) ]]; then type=${BASH_REMATCH[1]##*.} kind=${type^^}; fi
    if [[ $headers =~ ce_time=([^,]*) ]]; then at=${BASH_REMATCH[1]}; fi
    [ -z "${seen[$id]:-}" ] || continue # at least once: the event id tells a repetition
    if [ $((remembered += 1)) -gt 10000 ]; then seen=() remembered=1; fi
    seen[$id]=yes
    echo "$at | $kind | $key | partition $partition offset $offset | $id"
  done
}

metadata=$(kcat -L -b "$brokers" -t "$topic" -m 5 2>&1) || fail "no broker at $brokers (TOCSIN_KAFKA_BOOTSTRAP_SERVERS)"
[[ $metadata != *"Unknown topic"* ]] || fail "topic $topic (TOCSIN_NAMESPACE, TOPIC) is not there"

# -G: as a member of a group, which keeps its place; a new one begins with the oldest record that is kept.
# exec: a signal reaches kcat itself, which then leaves the group and ends with 0.
exec kcat -b "$brokers" -q -u -G "$group" ${1:+-c "$1"} \
  -X auto.offset.reset=earliest -X isolation.level=read_committed \
  -f '%S\t%p\t%o\t%k\t%h\n' "$topic" > >(trap '' TERM INT; print_lines)
