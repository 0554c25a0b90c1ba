"""Whether an outcome that is there already is what running the experiment again would give."""

from collections.abc import Mapping
from typing import Any

from gantutor.experiments.outcome import Outcome, Planned
from gantutor.recording import Record

MISSING = object()


def differences(outcome: Outcome, experiment: Planned, device: str) -> list[str]:
    """Return what sets an outcome apart from the experiment on that device; empty: it may stand.

    Compared are all settings of the run with shape and digest of the data, the seeds, what is
    measured, and the kind of device, for a GPU draws other random numbers than a processor.
    Versions are not: they are in the record. A name says less than that: it omits batch, width,
    constraint and data.
    """
    record = outcome.record
    there, here = _flat(record.settings), _flat(experiment.settings())
    found = [
        f"{key} is {_word(there, key)} there and {_word(here, key)} here"
        for key in {**here, **there}
        if there.get(key, MISSING) != here.get(key, MISSING)
    ]
    if record.seeds.tolist() != list(experiment.seeds):
        found.append(f"seeds are {record.seeds.tolist()} there and {[*experiment.seeds]} here")
    unmeasured = [name for name in experiment.measured() if name not in record.series]
    if unmeasured:
        found.append(f"{', '.join(unmeasured)} was not measured there")
    kind = device.partition(":")[0]
    if device_kind(record) != kind:
        found.append(f"device is {device_kind(record)} there and {kind} here")
    if record.interrupted:
        found.append("it was interrupted there")
    return found


def device_kind(record: Record) -> str:
    """Return "cpu", "mps" or "cuda": a record names a CUDA device by its model."""
    name = record.environment["device"]
    return name if name in ("cpu", "mps") else "cuda"


def _flat(settings: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return nested settings with one key for each value, such as ``critic.widths``."""
    flat: dict[str, Any] = {}
    for key, value in settings.items():
        inner = isinstance(value, Mapping)
        flat |= _flat(value, f"{before}{key}.") if inner else {before + key: value}
    return flat


def _word(settings: Mapping[str, Any], key: str) -> str:
    return repr(settings[key]) if key in settings else "missing"
