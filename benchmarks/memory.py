"""Memory over seeds: the peak of a fresh process that plays a few iterations."""

import subprocess
import sys
from pathlib import Path

from gantutor.report import Growth, Measurement

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """
import resource, sys
from benchmarks.ring import ring_run

def peak():
    kilo = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo

ring_run(1).iterate()  # everything that is loaded once
before = peak()
run = ring_run({seeds})
for _ in range(3):
    run.iterate()
print(peak() - before)
"""


def measurements(short: bool = False) -> list[Measurement]:
    """Grow the ring game's memory with the seeds, over that of a process that has played one."""
    seeds = (64, 128, 256) if short else (64, 128, 256, 512)
    return [
        Growth(
            "ring game, peak memory over that of one seed",
            "seeds",
            seeds,
            tuple(_bytes(g) for g in seeds),
            "bytes",
            note="3 × 64, batch 256",
        )
    ]


def _bytes(seeds: int) -> int:
    call = [sys.executable, "-c", SCRIPT.format(seeds=seeds)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"measuring memory with {seeds} seeds failed:\n{done.stderr}")
    return int(done.stdout)
