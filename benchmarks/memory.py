"""Memory over seeds: the peak of a fresh process that plays a few iterations."""

import subprocess
import sys
from pathlib import Path

from benchmarks.sections import CannotMeasure
from gantutor.report import Growth, Measurement

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """
import ctypes, gc
from pathlib import Path
from benchmarks.ring import ring_run

def kilobytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name + ":")).split()[1])

ring_run(1).iterate()  # everything that is loaded once
# What loading took for a moment goes back to the system, and the peak down to what is left.
gc.collect()
ctypes.CDLL(None).malloc_trim(0)
Path("/proc/self/clear_refs").write_text("5")
before = kilobytes("VmRSS")
run = ring_run({seeds})
for _ in range(3):
    run.iterate()
print(1024 * (kilobytes("VmHWM") - before))
"""


def measurements(short: bool = False) -> list[Measurement]:
    """Grow the ring game's memory with the seeds, over that of a process that has played one.

    The peak of a process is read, and set back, as only Linux offers: elsewhere CannotMeasure.
    """
    if sys.platform != "linux":
        raise CannotMeasure(f"the peak is read from Linux's /proc, this is {sys.platform}")
    seeds = (4, 8, 16) if short else (8, 32, 128, 512)
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
