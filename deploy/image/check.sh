#!/bin/sh
# Checks the folder of an image: Java takes its AOT cache, nothing is written outside VIVIDLY_HOME
# and the folder for temporary files, every role is there, and the image is not too large.
# usage: deploy/image/check.sh FOLDER
set -eu
folder=$1
base_megabytes=80 # ubuntu:24.04, unpacked
limit_megabytes=450

# With "on" Java ends when it cannot take the cache; without, it tells and goes on.
VIVIDLY_JAVA_OPTS="-XX:AOTMode=on" "$folder/bin/vividly" --version
for role in push pull api serve; do
  "$folder/bin/vividly" "$role" --help >/dev/null || { echo "there is no role $role" >&2; exit 1; }
done

# In megabytes of 1,000,000 bytes, as registries count.
size() { du -sb "$@" | awk '{sum += $1} END {printf "%.0f", sum / 1e6}'; }
java=$(size "$folder/java")
libraries=$(size "$folder/lib")
cache=$(size "$folder/vividly.aot")
total=$((base_megabytes + java + libraries + cache))
printf 'image: %s MB of %s MB (base %s, Java runtime %s, libraries %s, AOT cache %s)\n' \
  "$total" "$limit_megabytes" "$base_megabytes" "$java" "$libraries" "$cache"
[ "$total" -lt "$limit_megabytes" ] || { echo "the image is too large" >&2; exit 1; }
