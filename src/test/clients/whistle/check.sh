#!/usr/bin/env bash
# Talks to the fountains with whistle, the Wsman shell command line (Debian: apt-get install wsl uuid-runtime).
#
# Usage: check.sh BASE_URL [USER PASSWORD [CERTIFICATE]]
#
# whistle takes its target from the environment: WSENDPOINT (HOST:PORT), WSUSER and WSPASS (which it always sends), and WSNOSSL for plain
# http; over https it checks the server's certificate when a file WSENDPOINT.crt has it. Its exit codes say little (wslget looks for the
# first selector among the elements, wslput for a method's result), so the answers that it prints are read.
set -uo pipefail

base=${1:?usage: check.sh BASE_URL [USER PASSWORD [CERTIFICATE]]}
fountains=http://control.fineartschool.com/fountains
work=$(mktemp -d "${TMPDIR:-/tmp}/whistle-check.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

export HOME=$work OUTPREFIX=$work WSAUTOMATED=1 KEEPHISTORY=0 WGETTIMEOUTSECS=30
export WSENDPOINT=${base#*://} WSUSER=${2:-anyone} WSPASS=${3:-unchecked}
WSENDPOINT=${WSENDPOINT%/}
if [[ $base == http://* ]]; then
  export WSNOSSL=true
  client=whistle
else
  cp "${4:?an https server needs its CERTIFICATE}" "$WSENDPOINT.crt"
  client='whistle over TLS'
fi

failed=0

# step TEXT PATTERN COUNT COMMAND...: the pattern is in so many lines of what the command prints
step() {
  local text=$1 pattern=$2 wanted=$3 seen
  shift 3
  "$@" </dev/null >answer 2>&1
  seen=$(grep -c -E -- "$pattern" answer)
  if [[ $seen == "$wanted" ]]; then
    echo "ok - $client: $text"
  else
    echo "not ok - $client: $text: $seen lines with '$pattern', expected $wanted"
    head -n 40 answer
    failed=1
  fi
}

optimized() {
  WSENUMOPTIMIZE=1 WSENUMMAXELEM=$1 "${@:2}"
}

step 'wslid: the vendor' '<wsmid:ProductVendor>Wellspring<' 1 wslid check
step 'wslid: three generations of the protocol' '<wsmid:ProtocolVersion>' 3 wslid check
step 'wslget: one fountain' '<fcs:Fountain .*ResourceID="b42f3North"' 1 wslget "$fountains" ResourceID=b42f3North
step 'wslget: a fault for one that is not there' 'wsman:InvalidSelectors|wsa:DestinationUnreachable' 1 wslget "$fountains" ResourceID=nowhere
step 'wslenum: eight fountains' '<fcs:Fountain ' 8 wslenum "$fountains"
step 'wslenum -mode epr: eight references' '<wsman:Selector Name="ResourceID">' 8 wslenum "$fountains" -mode epr
step 'wslenum -mode objepr: eight of both' '<fcs:Fountain |<wsman:Selector Name="ResourceID">' 16 wslenum "$fountains" -mode objepr
step 'wslenum, optimized: eight in one answer' '<fcs:Fountain |EnumerateResponse>' 9 optimized 512 wslenum "$fountains"
step 'wslenum, optimized, three at a time' '<fcs:Fountain ' 8 optimized 3 wslenum "$fountains"
step 'wslenum -filter, by selector' '<fcs:Fountain .*ResourceID="b42f4East"' 1 \
  wslenum "$fountains" -dialect http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter -filter ResourceID=b42f4East
step 'wslenum -filter, in CQL' '<fcs:Fountain .*ResourceID="b42f4East"' 1 \
  wslenum "$fountains" -filter "select * from Fountain where ResourceID = 'b42f4East'"
step 'wslenum -filter in an unknown dialect: a fault' 'FilterDialectRequestedUnavailable|FilteringNotSupported' 1 \
  wslenum "$fountains" -dialect urn:no-such-dialect -filter 'all of them'
# Put -fragment goes to the first instance that Enumerate gives. (A Put of the whole needs a root element named as the last part of
# ResourceURI, without attributes; a fountain has neither.)
step 'wslput -fragment: a new FlowLimit' '<s:Fault>' 0 wslput "$fountains" FlowLimit=7.25 -fragment
step 'wslget: the new FlowLimit' '<fcs:FlowLimit>7.25</fcs:FlowLimit>' 1 wslget "$fountains" ResourceID=b42f1North
step 'wslput -fragment: the old FlowLimit again' '<s:Fault>' 0 wslput "$fountains" FlowLimit=6.0 -fragment
step 'wslinvoke: fountains have no methods' 'wsa:ActionNotSupported' 1 wslinvoke "$fountains" Flush

exit $failed
