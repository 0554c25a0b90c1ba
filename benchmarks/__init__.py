"""What things cost: the plain way against this package's, measured side by side in one run.

``python -m benchmarks`` (``make bench``) measures training, exact transport, the book's pages,
build and import; ``python -m benchmarks gpu`` measures training on a CUDA device. It runs in a
checkout of the repository. A section is a module whose ``measurements(short)`` returns what it
measured; `gantutor.report` holds, shows and keeps it.
"""
