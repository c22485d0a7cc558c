"""Runs a command and prints one line of JSON: seconds, processor seconds, peak memory of its largest process, exit code.

The largest process counts whether it is the command itself or a child that it waited for."""

import json
import resource
import subprocess
import sys
import time

start = time.monotonic()
ended = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.PIPE)
seconds = time.monotonic() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "seconds": seconds,
    "cpu_seconds": usage.ru_utime + usage.ru_stime,
    "peak_mib": usage.ru_maxrss / 1024,
    "code": ended.returncode,
    "error": ended.stderr.decode(errors="replace")[-2000:],
}))
