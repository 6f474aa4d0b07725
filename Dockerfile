FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -pl app-assembly -am -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home vividly
COPY --from=build /src/app-assembly/target/app /opt/vividly
USER vividly
ENV PORT=8080 VIVIDLY_HOME=/home/vividly/.vividly
EXPOSE 8080
ENTRYPOINT ["java", "@/opt/vividly/jvm.options", \
  "-Dsun.awt.fontconfig=/opt/vividly/fontconfig.properties", "-cp", "/opt/vividly/lib/*", "io.vividly.app.Main"]
CMD ["push"]
