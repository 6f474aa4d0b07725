#!/bin/sh
# Makes the AOT cache of an image's folder: starts the push service out of it as in production, and
# delivers messages to it. Java notes what was loaded, and writes the cache when the service ends.
# Google's services are played by the testkit's servers, which are not in the image.
# usage: JAVA_HOME=... deploy/image/rehearse.sh FOLDER
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
rm -f "$folder/vividly.aot"
testkit=$(echo "$root"/pipeline-testkit/target/pipeline-testkit-*-SNAPSHOT.jar)
"${JAVA_HOME:?must name a JDK 25 or newer}/bin/java" -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED \
  -Dvividly.log.level=WARN -cp "$folder/lib/*:$testkit" "$root/deploy/image/Rehearsal.java" "$folder" "$scratch"
[ -s "$folder/vividly.aot" ] || { echo "Java wrote no AOT cache" >&2; exit 1; }
