"""``python -m gantutor.experiments.next_budgets``: so many iterations take equal time.

It prints `next_study.ITERATIONS`, and beside each number what an iteration takes, in iterations of
WGAN-GP: the median over the turns, and the middle half of them.
"""

import argparse

import numpy as np
import torch

from gantutor.experiments.next_study import SETTINGS, budgets, costs


def main(arguments: list[str] | None = None) -> None:
    """Measure all methods on all data and print the budgets."""
    parser = argparse.ArgumentParser(
        prog="python -m gantutor.experiments.next_budgets", description=__doc__
    )
    parser.add_argument("--turns", metavar="N", type=int, default=25, help="default: 25")
    asked = parser.parse_args(arguments)
    if asked.turns < 1:
        parser.error(f"--turns must be at least 1, got {asked.turns}")
    torch.set_num_threads(1)  # as the study is recorded
    for data in SETTINGS:
        found = costs(data, asked.turns)
        print(f'    "{data}": {{')
        for method, iterations in budgets(data, found).items():
            ratio = np.divide(found[method], found["wgan_gp"])
            low, middle, high = np.quantile(ratio, (0.25, 0.5, 0.75))
            print(
                f'        "{method}": {iterations},'
                f"  # {1e3 * np.median(found[method]):.1f} ms; {middle:.3f} of WGAN-GP's,"
                f" {low:.3f} to {high:.3f}"
            )
        print("    },")


if __name__ == "__main__":
    main()
