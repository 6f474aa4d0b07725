# The same steps run on every change without Docker, see .ci/run; nothing happens here besides them.
FROM maven:3-eclipse-temurin-25-noble AS build
# Not root, and somebody with a name: the database that the rehearsal starts asks for both.
RUN useradd --uid 10001 --create-home vividly \
  && mkdir /src /opt/vividly && chown vividly /src /opt/vividly
USER vividly
WORKDIR /src
COPY --chown=vividly . .
RUN mvn -B -ntp -Dmaven.repo.local=/home/vividly/repository -pl app-assembly -am -DskipTests package
RUN JAVA_HOME=/opt/java/openjdk deploy/image/build.sh /opt/vividly

# The system that the runtime and its AOT cache were made on.
FROM ubuntu:24.04
# Nothing is written but here and to /tmp, so that the root file system may be read-only.
RUN useradd --uid 10001 --home-dir /var/lib/vividly --create-home vividly
# Where the AOT cache was made: it is good for this folder alone.
COPY --from=build /opt/vividly /opt/vividly
ENV PORT=8080 VIVIDLY_HOME=/var/lib/vividly
USER 10001
EXPOSE 8080
ENTRYPOINT ["/opt/vividly/bin/vividly"]
CMD ["push"]
