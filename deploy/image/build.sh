#!/bin/sh
# Builds what is in the image, as a folder: a Java runtime, the libraries, the launcher and an AOT
# cache. The Dockerfile runs this and copies the folder; the build on every change runs it, too.
# usage: deploy/image/build.sh FOLDER, after the modules were packaged, with a JDK 25 or newer as
# JAVA_HOME. The cache is good only for a folder of this very name.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
java=${JAVA_HOME:?must name a JDK 25 or newer}/bin

mkdir -p "$folder"
if [ -n "$(ls -A "$folder")" ]; then
  echo "$folder is not empty" >&2
  exit 1
fi
cp -Rp "$root/app-assembly/target/app/." "$folder"
rm -f "$folder/.built"
"$java/java" "$root/deploy/image/TrimLibraries.java" "$folder/lib"
"$java/jlink" --output "$folder/java" --strip-debug --compress zip-6 --no-header-files --no-man-pages \
  --add-modules "$(sed 's/#.*//' "$root/deploy/image/modules" | tr -s '\n ' ',,' | sed 's/^,//;s/,$//')"
"$root/deploy/image/rehearse.sh" "$folder"
"$root/deploy/image/check.sh" "$folder"
