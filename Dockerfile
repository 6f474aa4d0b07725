# The same steps run on every change without Docker, see .ci/run; nothing happens here besides them.
FROM maven:3-eclipse-temurin-25-noble AS build
RUN mkdir /src /opt/vividly && chown 10001 /src /opt/vividly
# Not root: the database that the rehearsal starts refuses to be run by it.
USER 10001
ENV HOME=/tmp
WORKDIR /src
COPY --chown=10001 . .
RUN mvn -B -ntp -Dmaven.repo.local=/tmp/repository -pl app-assembly -am -DskipTests package
RUN JAVA_HOME=/opt/java/openjdk deploy/image/build.sh /opt/vividly

# The system that the runtime and its AOT cache were made on.
FROM ubuntu:24.04
# Where the AOT cache was made: it is good for this folder alone.
COPY --from=build /opt/vividly /opt/vividly
# Nothing is written elsewhere, so that the root file system may be read-only.
RUN mkdir -m 777 /var/lib/vividly
ENV PORT=8080 VIVIDLY_HOME=/var/lib/vividly
USER 10001
EXPOSE 8080
ENTRYPOINT ["/opt/vividly/bin/vividly"]
CMD ["push"]
