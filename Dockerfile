# One image for the three services; the command is the main class. Build the libraries first: ./tocsin build
FROM eclipse-temurin:17-jre

RUN groupadd --gid 10001 tocsin \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin tocsin \
 && mkdir -p /var/lib/tocsin \
 && chown tocsin:tocsin /var/lib/tocsin

COPY quickstart/target/dist/lib /opt/tocsin/lib
COPY etc /opt/tocsin/etc
COPY LICENSE NOTICE /opt/tocsin/

USER 10001:10001
WORKDIR /opt/tocsin

# Local state only; Kafka has it too. Each container has a volume of its own, so that instances of a service do not meet in it.
VOLUME /var/lib/tocsin

ENV TOCSIN_STATE_DIR=/var/lib/tocsin \
    TOCSIN_HTTP_HOST=0.0.0.0 \
    TOCSIN_HTTP_PORT=8090
EXPOSE 8090

HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8090 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-cp", "/opt/tocsin/lib/*"]
CMD ["io.tocsin.ingest.IngestMain"]
