"""A verdict: what became of an answer, as a value that prints itself and shows itself."""

from dataclasses import dataclass

from gantutor.checks.engine import shared_names
from gantutor.checks.engine.attempt import AnyAttempt, seeds_of
from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import Finding, Kind


@dataclass(frozen=True)
class Verdict:
    """How far an answer has come: checks passed, the first failure, hints and a solution.

    The text and the HTML are functions of the answer alone: no times, addresses or paths.
    """

    exercise: str
    kind: Kind
    title: str = ""
    task: str = ""
    task_on_page: bool = True  # then a notebook does not show it once more
    passed: int = 0
    total: int = 0
    finding: Finding | None = None
    hints: tuple[str, ...] = ()
    solution: str = ""
    effort: str = ""  # how difficult the exercise is, and how long it takes
    note: str = ""  # what else was noticed, whatever the checks say

    @property
    def ok(self) -> bool:
        """True when every check passed."""
        return self.kind is Kind.PASSED

    @property
    def hint(self) -> str:
        """The hint that fits the first failure; empty when there is none."""
        return self.finding.hint if self.finding is not None else ""

    @property
    def headline(self) -> str:
        """One line that says it all, in words."""
        count = f"{self.passed} of {self.total} checks passed"
        if self.kind is Kind.PASSED:
            return f"Passed: all {self.total} checks."
        if self.kind is Kind.NOT_ATTEMPTED:
            return f"Not attempted yet: {self.total} checks are waiting."
        if self.kind in (Kind.UNKNOWN, Kind.BROKEN, Kind.STOPPED):
            return self.kind.value.capitalize() + "."
        return f"Not yet: {count}."

    def __str__(self) -> str:
        head = f"{self.exercise}: {self.title}" if self.title else self.exercise
        head += f" ({self.effort})" if self.effort else ""
        lines = [head, self.headline]
        if self.finding is not None and self.finding.message:
            lines += [f"First failure: {self.finding.check}"] if self.finding.check else []
            lines.append(str(self.finding))
        lines += [self.note] if self.note else []
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from gantutor.checks.engine.rendering import html

        return html(self)


def verdict_of(attempt: AnyAttempt) -> Verdict:
    """The verdict on an answer, from all checks of its exercise, one after the other."""
    exercise = attempt.exercise
    checks, passed, first = exercise.checks().values(), 0, None
    for check in checks:
        runs = (attempt.run(check, seed) for seed in seeds_of(check))
        found = next((finding for finding in runs if finding is not None), None)
        passed += found is None
        if first is None or attempt.settled is Kind.BROKEN:
            first = found
        if attempt.settled is not None:
            break
    kind = Kind.PASSED if first is None else first.kind
    note = shared_names.in_words(attempt.changed)
    return verdict(exercise, kind, passed=passed, total=len(checks), finding=first, note=note)


def verdict(exercise: Exercise, kind: Kind, **rest: object) -> Verdict:
    """A verdict with the exercise's own texts."""
    return Verdict(
        exercise.id,
        kind,
        title=exercise.title,
        task=exercise.task,
        task_on_page=not exercise.symptom,
        hints=exercise.hints,
        solution=exercise.solution,
        effort=exercise.effort,
        **rest,  # type: ignore[arg-type]
    )
