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
mvn -B -q -ntp -Dstyle.color=never -f "$folder/pom.xml" compile dependency:build-classpath >&2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx256m -Djava.net.preferIPv4Stack=true -cp "$folder/target/classes:$(<"$folder/target/classpath")" \
  "org.wellspring.clients.$main" "$2"
