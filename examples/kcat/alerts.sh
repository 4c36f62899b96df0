#!/usr/bin/env bash
# Prints Tocsin's alerts, one line an event, from what stands outside the Avro: headers, key, partition, offset.
#   alerts.sh [N]     end after N records; without it, stay until SIGTERM
# The environment says where: TOCSIN_KAFKA_BOOTSTRAP_SERVERS, TOCSIN_NAMESPACE, TOCSIN_GROUP, TOPIC (alerts or posts.enriched).
# Needs kcat. What is inside a record, show.sh tells.
set -euo pipefail

brokers=${TOCSIN_KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}
topic=${TOCSIN_NAMESPACE:-news}.${TOPIC:-alerts}
group=${TOCSIN_GROUP:-tocsin-example-kcat}

# -G: as a member of a group, which keeps its place; a new one begins with the oldest record that is kept
exec kcat -b "$brokers" -q -u -G "$group" ${1:+-c "$1"} \
  -X auto.offset.reset=earliest -X isolation.level=read_committed \
  -f '%S\t%p\t%o\t%k\t%h\n' "$topic" > >(
  awk -F '\t' '
    $1 < 0 { next } # a null value: a control record such as a watermark
    {
      delete header
      for (i = split($5, pairs, ","); i > 0; i--) {
        at = index(pairs[i], "=")
        header[substr(pairs[i], 1, at - 1)] = substr(pairs[i], at + 1)
      }
      id = header["ce_id"] ? header["ce_id"] : $2 "@" $3
      if (id in seen) next # at least once: the event id tells a repetition
      if (++remembered > 10000) { delete seen; remembered = 1 }
      seen[id]
      type = toupper(header["ce_type"])
      sub(/.*\./, "", type)
      printf "%s | %s | %s | partition %s offset %s | %s\n", header["ce_time"] ? header["ce_time"] : "-", type ? type : "-", $4, $2, $3, id
      fflush()
    }'
)
