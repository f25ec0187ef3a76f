"""How long `bootcamp --help` takes, process start to end: the median of 15 runs, warm."""

import statistics
import subprocess
import sys
import time

times = []
for _ in range(16):
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bootcamp", "--help"], capture_output=True, check=True)
    times.append((time.perf_counter() - started) * 1000)
median, worst = statistics.median(times[1:]), max(times[1:])
print(f"bootcamp --help: median {median:.0f} ms, worst {worst:.0f} ms")
