"""``python -m gantutor.experiments NAME``: run a study and write its results."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gantutor.experiments.outcome import Outcome, Planned
from gantutor.experiments.results import RECORDS, ResultsError, gathered, read
from gantutor.experiments.resuming import differences
from gantutor.experiments.running import processes, run_all
from gantutor.experiments.studies import STUDIES, study
from gantutor.training import device


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; return the exit status.

    Results are written after each experiment, and an interrupted study goes on where it stopped.
    An outcome that is there already stands only if it is of the experiment as it is planned now,
    on this kind of device; else the experiment is run again, and the command says why.
    """
    parser = argparse.ArgumentParser(prog="python -m gantutor.experiments", description=__doc__)
    parser.add_argument("study", choices=tuple(STUDIES), metavar="NAME", help=", ".join(STUDIES))
    parser.add_argument("--out", metavar="FILE", type=Path, help="default: the package's records")
    parser.add_argument("--workers", metavar="N", type=int, help="processes; default: one a core")
    parser.add_argument("--device", default="cpu", help="cpu, mps or cuda")
    parser.add_argument("--fresh", action="store_true", help="forget the experiments already there")
    parser.add_argument("--short", action="store_true", help="two iterations each: does it run?")
    asked = parser.parse_args(arguments)
    if asked.short and asked.out is None:
        parser.error("--short would overwrite a record: give --out FILE")
    if asked.workers is not None and asked.workers < 1:
        parser.error(f"--workers must be at least 1, got {asked.workers}")
    try:
        device(asked.device)
    except ValueError as error:  # known now, and not from a worker
        parser.error(str(error))
    command = f"python -m gantutor.experiments {asked.study}" + " --short" * asked.short
    command += f" --device {asked.device}" * (asked.device != "cpu")
    out = asked.out or RECORDS / f"{asked.study}.zip"
    try:
        planned = study(asked.study)
        if asked.short:
            planned = [experiment.shortened() for experiment in planned]
        _run(asked.study, command, planned, out, asked)
    except ResultsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(
    name: str, command: str, planned: Sequence[Planned], out: Path, asked: argparse.Namespace
) -> None:
    names = [experiment.name for experiment in planned]
    there = () if asked.fresh or not out.is_file() else read(out).outcomes
    by_name = {outcome.name: outcome for outcome in there}
    stale = {
        e.name: why
        for e in planned
        if e.name in by_name and (why := differences(by_name[e.name], e, asked.device))
    }
    results = gathered(name, command, (o for o in there if o.name not in stale), names)
    left = [e for e in planned if e.name not in {o.name for o in results}]
    print(f"{name}: {len(planned)} experiments, {len(left)} to run; results in {out}")
    for again, why in stale.items():
        print(f"again: {again}: {'; '.join(why)}", flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    if not stale:  # else nothing is lost before there is something new
        results.save(out)
    with processes(asked.workers) as pool:
        for outcome in run_all(left, pool, asked.device, command):
            results = gathered(name, command, (*results, outcome), names)
            results.save(out)
            print(f"{len(results)}/{len(planned)} {_line(outcome)}", flush=True)


def _line(outcome: Outcome) -> str:
    """How far the first of its measures came, over the seeds, and how long that took."""
    names = {"w1": "exact W1", "frechet": "Fréchet distance", "js_4": "JS of 4-grams"}
    measured = [word for word in names if word in outcome.record.series]
    # A study may measure what it searches by at every look, and the rest of them never.
    word = next((w for w in measured if not np.isnan(outcome.last(w)).all()), measured[0])
    values = outcome.last(word)
    spread = f" ± {values.std(ddof=1):.3f}" if len(values) > 1 else ""
    return (
        f"{outcome.name}: {names[word]} {values.mean():.3f}{spread}, {outcome.record.seconds:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
