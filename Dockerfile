# Lastro in one image: docker build -t lastro . (BuildKit, which is the default since Docker 23)

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY jobs jobs
COPY sql sql
COPY src/main src/main
# Tests have their own machines (.ci/run): an image is made of what they have passed.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp package -Dmaven.test.skip -Dspotless.check.skip
RUN java -Djarmode=tools -jar target/lastro.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 lastro \
    && useradd --system --uid 10001 --gid lastro --home-dir /var/lib/lastro --shell /usr/sbin/nologin lastro \
    && mkdir -p /var/lib/lastro/reports /var/lib/lastro/spool \
    && chown -R lastro:lastro /var/lib/lastro
WORKDIR /app
# What seldom changes comes first, so that a new version of Lastro is a small download.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY LICENSE ./
# The classes of a start, loaded and linked beforehand: half the time to readiness. The training run needs no database: a
# start asks for none. A cache that does not fit (another JRE, other jars) is ignored at run time.
RUN BASE39_WEBHOOK_SECRET=training OPENCO_ALLOW_LIST=127.0.0.1 LASTRO_SPOOL_DIR=/tmp/spool \
    SPRING_DATASOURCE_URL=jdbc:mysql://127.0.0.1:1/lastro SPRING_FLYWAY_ENABLED=false \
    java -XX:AOTCacheOutput=lastro.aot -Dspring.context.exit=onRefresh -jar lastro.jar serve >training.log 2>&1; \
    test -s lastro.aot || { cat training.log; exit 1; }; \
    rm -rf training.log /tmp/spool

USER lastro
ENV LASTRO_REPORTS_DIR=/var/lib/lastro/reports LASTRO_SPOOL_DIR=/var/lib/lastro/spool LASTRO_LOG_KEY_FILE=/var/lib/lastro/lastro.key
VOLUME /var/lib/lastro
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD at="127.0.0.1:${SERVER_PORT:-8080}/actuator/health/liveness"; \
        curl -fsS -o /dev/null "http://$at" || curl -fsSk -o /dev/null "https://$at"
ENTRYPOINT ["java", "-XX:AOTCache=/app/lastro.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/lastro.jar"]
CMD ["serve"]
