"""A verdict: what became of an answer, as a value that prints itself and shows itself."""

from dataclasses import dataclass

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
    passed: int = 0
    total: int = 0
    finding: Finding | None = None
    hints: tuple[str, ...] = ()
    solution: str = ""

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
        lines = [head, self.headline]
        if self.finding is not None and self.finding.message:
            lines += [f"First failure: {self.finding.check}"] if self.finding.check else []
            lines.append(str(self.finding))
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from gantutor.checks.engine.rendering import html

        return html(self)
