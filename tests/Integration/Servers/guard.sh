#!/bin/sh
# Runs a server for a test and takes it down when the test process is gone, however that died: the end of standard input
# is the sign. TERM is passed on; USR1 kills at once, as a power cut would.
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
trap 'kill -TERM $child 2>/dev/null' TERM
trap 'kill -KILL $child 2>/dev/null' USR1
( trap - TERM USR1; while read -r _; do :; done; kill -KILL $child 2>/dev/null ) <&3 &
watcher=$!
while kill -0 $child 2>/dev/null; do wait $child; done
kill $watcher 2>/dev/null
exit 0
