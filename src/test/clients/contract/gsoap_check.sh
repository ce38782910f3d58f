#!/bin/sh
# Reads the served WSDL with gSOAP and compiles the client stubs that it makes of it.
#
# Usage: gsoap_check.sh WSDL OPERATION...      e.g. gsoap_check.sh http://127.0.0.1:5985/wsman?wsdl Subscribe Renew
#
# wsdl2h and soapcpp2 must read the WSDL with these operations and every schema behind it without an error or a warning. The stubs are
# compiled to object files where g++ and gSOAP's header are installed. Exits 0 when all is well, 1 otherwise.
# Debian: apt-get install gsoap libgsoap-dev g++
set -u
export LC_ALL=C

fail() {
    echo "gsoap check: FAILED: $*" >&2
    exit 1
}

[ $# -gt 1 ] || { echo "usage: $0 WSDL OPERATION..." >&2; exit 1; }
wsdl=$1
shift

for tool in wsdl2h soapcpp2; do
    command -v "$tool" >/dev/null 2>&1 || fail "$tool is not installed (Debian: apt-get install gsoap)"
done

share=/usr/share/gsoap
for place in /usr/share/gsoap /usr/local/share/gsoap; do
    if [ -f "$place/import/wsa.h" ]; then share=$place; fi
done

work=$(mktemp -d "${TMPDIR:-/tmp}/gsoap-check.XXXXXX") || fail "no temporary folder"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || fail "no temporary folder"

complaints() {
    grep -i -E 'error|warning|cannot|failed|undefined' "$1"
}

# -N: a service of its own for each of the bindings
if ! wsdl2h -Nws -o wellspring.h "$wsdl" >wsdl2h.log 2>&1; then
    cat wsdl2h.log >&2
    fail "wsdl2h cannot read $wsdl"
fi
if complaints wsdl2h.log >&2; then fail "wsdl2h complains about $wsdl"; fi
[ -s wellspring.h ] || fail "wsdl2h made nothing of $wsdl"
for operation in "$@"; do
    grep -q "__$operation(" wellspring.h || fail "wsdl2h found no operation $operation in $wsdl"
done
echo "gsoap check: wsdl2h: read $(grep -c 'Done reading' wsdl2h.log) documents"

mkdir client
if ! soapcpp2 -j -C -I"$share/import:$share" -d client wellspring.h >soapcpp2.log 2>&1; then
    cat soapcpp2.log >&2
    fail "soapcpp2 cannot compile what wsdl2h made"
fi
if complaints soapcpp2.log >&2; then fail "soapcpp2 complains about what wsdl2h made"; fi
cd client || fail "soapcpp2 made nothing"
[ -f soapC.cpp ] || fail "soapcpp2 made nothing"
echo "gsoap check: soapcpp2: made $(ls ./*Proxy.cpp | wc -l) client proxies"

if ! command -v g++ >/dev/null 2>&1 || ! echo '#include <stdsoap2.h>' | g++ -x c++ -fsyntax-only - >/dev/null 2>&1; then
    echo "gsoap check: g++: not compiled, g++ or stdsoap2.h is not installed (Debian: apt-get install g++ libgsoap-dev)"
    echo "gsoap check: passed"
    exit 0
fi
for source in ./*.cpp; do
    if ! g++ -c -o "${source%.cpp}.o" "$source" >"$source.log" 2>&1; then
        head -n 20 "$source.log" >&2
        fail "g++ cannot compile ${source#./}"
    fi
done
echo "gsoap check: g++: compiled $(ls ./*.o | wc -l) object files"
echo "gsoap check: passed"
