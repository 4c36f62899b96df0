# One image for the three services and the operators' commands; the arguments are those of ./tocsin. Build the libraries first:
#
#   ./tocsin build && docker build -t tocsin:local . && docker run --rm tocsin:local ingest --help
FROM eclipse-temurin:17-jre AS files
WORKDIR /opt/tocsin
COPY LICENSE NOTICE tocsin ./
COPY etc etc
# The licence is there so that this succeeds where nothing is built yet, and the next line can say what to do.
COPY LICENSE quickstart/target/dist/li[b] lib/
RUN rm lib/LICENSE \
 && { ls lib/*.jar >/dev/null 2>&1 || { echo "Tocsin is not built yet: run ./tocsin build, then build this image again" >&2; exit 1; }; } \
 && mkdir -p /ours/lib && mv lib/tocsin-*.jar /ours/lib \
 && chmod -R a+rX /opt/tocsin /ours && chmod a+x tocsin etc/container/start

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 tocsin \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin tocsin \
 && mkdir -p /var/lib/tocsin \
 && chown tocsin:tocsin /var/lib/tocsin

# What others wrote changes seldom and is large, what we wrote changes often and is small: an upgrade fetches the second layer alone.
COPY --from=files /opt/tocsin /opt/tocsin
COPY --from=files /ours /opt/tocsin

USER 10001:10001
WORKDIR /opt/tocsin

# The only directories that are written to, so that the root file system can be read-only: local state, and /tmp, where RocksDB and the
# compressors unpack their native libraries (it has to allow execution).
ENV TOCSIN_STATE_DIR=/var/lib/tocsin \
    TOCSIN_HTTP_HOST=0.0.0.0 \
    TOCSIN_HTTP_PORT=8090
EXPOSE 8090

HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8090 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["/opt/tocsin/etc/container/start"]
CMD ["help"]
