#!/usr/bin/env bash
# Prints one record of a topic as JSON: kcat fetches it, the registry tells its schema, Avro's own tool reads it.
#   show.sh PARTITION OFFSET
# The environment says where: TOCSIN_KAFKA_BOOTSTRAP_SERVERS, TOCSIN_REGISTRY_URL, TOCSIN_NAMESPACE, TOPIC (alerts by default),
# TOCSIN_CLIENT_CONFIG as for alerts.sh, TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO (user:password, if the registry wants a login),
# and AVRO_TOOLS: the jar org.apache.avro:avro-tools of Maven Central. Needs kcat, curl, jq and java.
set -euo pipefail

fail() { echo "show.sh: $*" >&2; exit 1; }

[ $# -eq 2 ] || { sed -n '3p' "$0" >&2; exit 2; }
brokers=${TOCSIN_KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}
registry=${TOCSIN_REGISTRY_URL:-http://localhost:8081/apis/ccompat/v7}
topic=${TOCSIN_NAMESPACE:-news}.${TOPIC:-alerts}
[ -z "${TOCSIN_CLIENT_CONFIG:-}" ] || export KCAT_CONFIG=$TOCSIN_CLIENT_CONFIG # kcat's own variable
[ -f "${AVRO_TOOLS:-}" ] || fail "AVRO_TOOLS has to name the jar of avro-tools; fetch it with
  mvn dependency:copy -Dartifact=org.apache.avro:avro-tools:1.12.2 -DoutputDirectory=."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# -D '': nothing behind the record; read_committed: an offset whose transaction was aborted gives the next record that counts
timeout 10 kcat -C -b "$brokers" -q -X isolation.level=read_committed -t "$topic" -p "$1" -o "$2" -c 1 -D '' -f '%s' >"$work/value" ||
  fail "no record of $topic, partition $1, offset $2, at $brokers"
[ -s "$work/value" ] || fail "the record has no value: a control record such as a watermark"

# Confluent's wire format: a zero byte, the schema's id in four bytes (the highest first), the record in Avro's binary encoding
read -r magic a b c d < <(od -An -tu1 -N5 "$work/value")
[ "$magic" = 0 ] && [ -n "${d:-}" ] || fail "the record is no Avro in Confluent's wire format"
id=$(((a << 24) + (b << 16) + (c << 8) + d))

# the login by a file: other users of the host see command lines
login=${TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO:-}
curl -sSf -K <([ -z "$login" ] || printf 'user = "%s"\n' "$(sed 's/["\\]/\\&/g' <<<"$login")") "$registry/schemas/ids/$id" | jq -r .schema >"$work/schema.avsc" ||
  fail "the registry at $registry does not give schema $id"
tail -c +6 "$work/value" | java -jar "$AVRO_TOOLS" fragtojson --schema-file "$work/schema.avsc" - 2>"$work/log" ||
  { cat "$work/log" >&2; fail "schema $id does not read this record"; }
