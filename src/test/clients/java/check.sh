#!/usr/bin/env bash
# Builds one of the foreign Java clients with the jars that it needs, on a class path and in a JVM of its own, and runs it.
#
# Usage: check.sh cxf|sdcri BASE_URL
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
case $1 in
  cxf) main=CxfCheck ;;
  sdcri) main=SdcriCheck ;;
  *)
    echo "not ok - $1: there is no such client"
    exit 1
    ;;
esac
folder=$here/../$1
mkdir -p "$folder/target"
if ! mvn -B -ntp -Dstyle.color=never -f "$folder/pom.xml" compile dependency:build-classpath >"$folder/target/build.log" 2>&1; then
  echo "not ok - $1: its client cannot be built:"
  tail -n 30 "$folder/target/build.log"
  exit 1
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx256m -Djava.net.preferIPv4Stack=true -cp "$folder/target/classes:$(<"$folder/target/classpath")" \
  "org.wellspring.clients.$main" "$2"
