"""Plain matrix products, and the share of them that an iteration reaches."""

import pytest
import torch

from benchmarks import flops, share
from benchmarks.products import SQUARES, Products, best, name_of, of_hidden_layer, operations
from benchmarks.ring import ring_run


def test_a_product_is_named_and_counted():
    assert operations((8, 512, 64, 32)) == 2 * 8 * 512 * 64 * 32
    assert name_of((8, 512, 64, 32)) == "8 × (512 × 64)(64 × 32)"
    assert name_of((1, 2, 3, 4)) == "(2 × 3)(3 × 4)"
    assert of_hidden_layer((1, 8), 256, 64) == [
        *((1, 256, 64, 64), (1, 64, 256, 64), (1, 512, 64, 64), (1, 64, 512, 64)),
        *((8, 256, 64, 64), (8, 64, 256, 64), (8, 512, 64, 64), (8, 64, 512, 64)),
    ]


def test_products_are_made_as_often_as_a_timing_needs(monkeypatch):
    """Each call makes the product of its shape, so often that there are enough operations."""
    made = []
    monkeypatch.setattr(torch, "bmm", lambda a, b, out=None: made.append((a.shape, b.shape)))
    products = Products([(2, 10, 20, 30)], least=100_000)
    assert len(made) == len(products.calls) == 1 + len(SQUARES)  # once, to make the results' room
    made.clear()
    products.calls["2 × (10 × 20)(20 × 30)"]()
    assert made == [((2, 10, 20), (2, 20, 30))] * 4  # of 24,000 operations each
    assert products.operations["2 × (10 × 20)(20 × 30)"] == 96_000
    made.clear()
    products.calls["(1024 × 1024)(1024 × 1024)"]()
    assert len(made) == 1
    rates = products.rates(dict.fromkeys(products.calls, 2.0))
    assert rates["2 × (10 × 20)(20 × 30)"] == 48_000


def test_the_best_is_of_all_or_of_some():
    shapes = [(2, 10, 20, 30), (2, 3, 4, 5)]
    rates = {name_of(shapes[0]): 3.0, name_of(shapes[1]): 2.0, "(9 × 9)(9 × 9)": 5.0}
    assert best(rates) == ("(9 × 9)(9 × 9)", 5.0)
    assert best(rates, shapes) == ("2 × (10 × 20)(20 × 30)", 3.0)


def test_an_iteration_is_held_to_the_fastest_products():
    shapes = of_hidden_layer((8,), 256, 64)
    rates = {name_of(shape): 40e9 for shape in shapes} | {"(9 × 9)(9 × 9)": 80e9}
    fastest, of_the_game = share.limits(rates, shapes)
    assert (fastest.value, fastest.note) == (80.0, "(9 × 9)(9 × 9)")
    assert of_the_game.value == 40.0
    run = ring_run(8)
    reading = share.of_run("ring game", run, 0.05, rates, goal=60.0)
    per_second = flops.of_iteration(run.config, 8) / 0.05
    assert reading.value == pytest.approx(100 * per_second / 80e9)
    assert reading.note == "2.05 GFLOP, 41 GFLOP/s"
    assert (reading.unit, reading.met) == ("%", False)
