"""``python -m gantutor.experiments NAME``: run a study and write its results."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from gantutor.experiments.experiment import Experiment
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
            planned = [replace(e, seeds=e.seeds[:2], iterations=2) for e in planned]
        _run(asked.study, command, planned, out, asked)
    except ResultsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(
    name: str, command: str, planned: list[Experiment], out: Path, asked: argparse.Namespace
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
            w1 = outcome.last("w1")
            print(
                f"{len(results)}/{len(planned)} {outcome.name}: exact W1 {w1.mean():.3f} "
                f"± {w1.std(ddof=1):.3f}, {outcome.record.seconds:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
