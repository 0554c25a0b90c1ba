"""What checks an answer; it knows no exercise in particular.

``attempt`` takes an answer through the checks of an exercise, with a ``time_limit`` and in
``isolation``, and puts ``shared_names`` back. It is asked by ``notebook``, behind ``check(…)``. In
a shell it runs in its ``own_process``, asked by ``command``, behind ``gantutor check``, and by
``pytest_checks``, behind ``pytest --answer``. What all of them say is a ``verdict``. The files of
an exercise are written with ``assertions``, ``seeded_answers``, ``network_state`` and
``toy_networks``.
"""
