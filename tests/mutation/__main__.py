"""``python -m tests.mutation [PART OF AN ID …]``: how many small mistakes the checks notice."""

import argparse
import sys
from collections import Counter

from gantutor.checks import exercises
from tests.mutation.survivors import Result, equivalent, results, stale, tried


def main() -> int:
    """Print the table and the survivors; 1 when one of them has no reason written down."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", help="parts of ids; without, all that do not train")
    parser.add_argument("-q", "--quiet", action="store_true", help="chapters only")
    options = parser.parse_args()
    ids = [id for id in tried() if any(p in id for p in options.parts or [""])]
    found: list[Result] = []
    problems = [f"{id}: no such exercise" for id in equivalent() if id not in exercises.known()]
    print(f"{'':42} {'changes':>7} {'equal':>6} {'killed':>7} {'share':>7}")
    for id in ids:
        one = list(results([id]))
        found += one
        problems += [f"{id}: listed as equivalent, yet noticed: {text}" for text in stale(id, one)]
        if not options.quiet:
            print(row(id, one), flush=True)
        for result in one:
            if not result.killed and not result.reason:
                problems.append(f"{id}: survives: {result.change.text} [{result.change.operator}]")
    print()
    for chapter in dict.fromkeys(result.chapter for result in found):
        print(row(chapter, [result for result in found if result.chapter == chapter]))
    print(row("total", found))
    by_operator = Counter(result.change.operator for result in found)
    print("\n" + ", ".join(f"{name}: {count}" for name, count in by_operator.most_common()))
    print(*["", *problems], sep="\n")
    return bool(problems)


def row(name: str, found: list[Result]) -> str:
    """One line of the table; what is equivalent does not count for the share."""
    equal = sum(bool(result.reason) and not result.killed for result in found)
    dead = sum(result.killed for result in found)
    share = 100 * dead / max(1, len(found) - equal)
    return f"{name:42} {len(found):7} {equal:6} {dead:7} {share:6.1f}%"


if __name__ == "__main__":
    sys.exit(main())
