"""Still pictures of the widgets: where no script runs, in print, and on cards."""

from gantutor.widgets.posters import heaps, laws, runs
from gantutor.widgets.posters.canvas import Canvas
from gantutor.widgets.posters.picture import Picture

__all__ = ["Canvas", "Picture", "heaps", "laws", "runs"]
