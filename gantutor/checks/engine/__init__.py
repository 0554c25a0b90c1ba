"""What checks an answer; it knows no exercise in particular.

``attempt`` takes an answer through the checks of an exercise, with a ``time_limit`` and in
``isolation``. It is asked by ``notebook``, behind ``check(…)``, and by ``pytest_checks``, behind
``pytest --answer``. The files of an exercise are written with ``assertions``, ``seeded_answers``
and ``toy_networks``.
"""
