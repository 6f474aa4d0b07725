#!/bin/sh
# Makes the AOT cache of an image's folder: starts the push service there, with a database of its
# own, and delivers messages to it. Java notes what was loaded and writes the cache at the end.
# usage: deploy/image/rehearse.sh FOLDER
set -eu
folder=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
rm -f "$folder/vividly.aot"
env -u DATABASE_URL ENVIRONMENT=dev VIVIDLY_HOME="$scratch" \
  VIVIDLY_JAVA_OPTS="-XX:AOTCacheOutput=$folder/vividly.aot -Dvividly.log.level=WARN" \
  "$folder/bin/vividly" rehearse
[ -s "$folder/vividly.aot" ] || { echo "Java wrote no AOT cache" >&2; exit 1; }
