"""The plots: they draw what they were given, name what does not fit, and touch nothing else."""

import inspect

import matplotlib
import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from gantutor import plots
from gantutor.metrics import Floor
from gantutor.recording import Record

RNG = np.random.default_rng(0)


@pytest.fixture
def ax():
    figure = Figure()
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def record_of(**series):
    snapshots, games = next(iter(series.values())).shape
    t = np.arange(snapshots, dtype=np.int64) * 10
    return Record({}, np.arange(games), t, series, {}, {}, 1.0, False)


T, RUN = np.arange(5.0), RNG.normal(size=(5, 4))
LINE_PLAN = np.array([[0.25, 0.25], [0.0, 0.5]])
GRID = plots.grid_points(2.0, 7)

# Every function that draws, with arguments that fit: the tests of good manners go over all.
CALLS = {
    "band": lambda ax: plots.band(ax, T, RUN, "gap"),
    "error_bars": lambda ax: plots.error_bars(ax, T, RUN, "gap"),
    "field_arrows": lambda ax: plots.field_arrows(
        ax, *np.meshgrid([-1.0, 1.0], [-1.0, 1.0]), np.ones((2, 2, 2))
    ),
    "floor_band": lambda ax: plots.floor_band(ax, Floor(0.2, 0.05, 256, 5)),
    "heaps": lambda ax: plots.heaps(ax, [0.5, 0.5], [0.1, 0.9]),
    "image_grid": lambda ax: plots.image_grid(ax, RNG.uniform(-1, 1, (36, 64))),
    "plan_arrows": lambda ax: plots.plan_arrows(ax, [0.0, 1.0], [0.0, 2.0], LINE_PLAN),
    "plan_matrix": lambda ax: plots.plan_matrix(ax, LINE_PLAN),
    "samples": lambda ax: plots.samples(ax, RNG.normal(size=(9, 2)), RNG.normal(size=(9, 2))),
    "surface": lambda ax: plots.surface(ax, GRID, GRID[:, 0]),
    "w1_curve": lambda ax: plots.w1_curve(ax, record_of(gap=RUN, w1=RUN)),
    "weight_histogram": lambda ax: plots.weight_histogram(ax, RNG.uniform(-1, 1, 99), c=1.0),
}


def test_every_drawing_function_is_called_below():
    drawing = {
        name
        for name in plots.__all__
        if callable(getattr(plots, name))
        and "ax" in inspect.signature(getattr(plots, name)).parameters
    }
    assert drawing == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_plot_returns_its_axes_draws_and_has_good_manners(name, ax, monkeypatch):
    import matplotlib.pyplot as plt

    shown = []
    monkeypatch.setattr(plt, "show", lambda *args, **kwargs: shown.append(name))
    before, open_before = dict(matplotlib.rcParams), plt.get_fignums()
    assert CALLS[name](ax) is ax
    ax.figure.canvas.draw()
    assert ax.has_data()
    assert shown == []
    assert dict(matplotlib.rcParams) == before
    assert plt.get_fignums() == open_before


def test_use_style_is_legible_opaque_and_in_the_colours():
    with matplotlib.rc_context():
        plots.use_style()
        rc = matplotlib.rcParams
        sizes = ["font.size", "xtick.labelsize", "ytick.labelsize", "legend.fontsize"]
        assert all(float(rc[size]) >= 10 for size in sizes)
        assert rc["figure.figsize"][0] == 7 and rc["figure.dpi"] >= 130
        assert to_hex(rc["figure.facecolor"]) == to_hex(rc["savefig.facecolor"]) == "#ffffff"
        assert not rc["savefig.transparent"]
        assert not rc["axes.spines.top"] and not rc["axes.spines.right"]
        cycle = rc["axes.prop_cycle"].by_key()
        assert cycle["color"][:3] == [plots.REAL, plots.FAKE, plots.EXACT]
        assert len({str(style) for style in cycle["linestyle"]}) == len(cycle["color"])


# curves ------------------------------------------------------------------------------------------


def test_band_is_the_median_and_the_range_of_all_seeds(ax):
    plots.band(ax, T, RUN, "gap", plots.FAKE, "--")
    (line,) = ax.lines
    np.testing.assert_allclose(line.get_xydata(), np.stack((T, np.median(RUN, axis=1)), axis=1))
    assert (line.get_color(), line.get_linestyle()) == (plots.FAKE, "--")
    outline = ax.collections[0].get_paths()[0].vertices
    for t, values in zip(T, RUN, strict=True):
        at = outline[outline[:, 0] == t, 1]
        assert (at.min(), at.max()) == pytest.approx((values.min(), values.max()))
    plots.band(ax, T, RUN, "other")
    labels = ax.get_legend_handles_labels()[1]
    assert labels == ["gap", "other", "line: median, band: all 4 seeds"]


def test_band_of_one_seed_is_a_line_alone(ax):
    plots.band(ax, T, RUN[:, :1], "gap")
    assert len(ax.lines) == 1 and len(ax.collections) == 0


def test_band_leaves_a_diverged_seed_out_and_says_so(ax):
    values = RUN.copy()
    values[3:, 1] = np.inf
    values[4:] = np.nan
    plots.band(ax, T, values[:, :3], "gap")
    shown = ax.lines[0].get_ydata()
    np.testing.assert_allclose(shown[:3], np.median(RUN[:3, :3], axis=1))
    assert shown[3] == pytest.approx(RUN[3, [0, 2]].mean()) and np.isnan(shown[4])
    assert ax.lines[0].get_label() == "gap (3 of 3 seeds diverged)"


def test_w1_curve_draws_both_series_and_the_floor(ax):
    run = record_of(gap=RUN, w1=RUN + 1)
    plots.w1_curve(ax, run, floor=Floor(0.2, 0.05, 256, 5))
    exact, gap, floor = ax.lines
    np.testing.assert_allclose(exact.get_ydata(), np.median(RUN + 1, axis=1))
    np.testing.assert_allclose(gap.get_ydata(), np.median(RUN, axis=1))
    np.testing.assert_array_equal(gap.get_xdata(), run.iteration)
    assert exact.get_color() == plots.EXACT and gap.get_color() == plots.CRITIC
    assert exact.get_linestyle() != gap.get_linestyle() != floor.get_linestyle()
    assert list(floor.get_ydata()) == [0.2, 0.2]
    assert "n = 256" in floor.get_label()
    (shade,) = ax.patches
    # A polygon or a rectangle, by matplotlib's version.
    box = shade.get_path().get_extents(shade.get_patch_transform())
    assert (box.y0, box.y1) == pytest.approx((0.15, 0.25))


def test_w1_curve_names_an_unknown_series(ax):
    with pytest.raises(KeyError, match="no series 'w1'; there are: gap"):
        plots.w1_curve(ax, record_of(gap=RUN))
    plots.w1_curve(ax, record_of(gap=RUN), exact=None)
    assert len(ax.lines) == 1
    with pytest.raises(ValueError, match="both None"):
        plots.w1_curve(ax, record_of(gap=RUN), exact=None, gap=None)


def test_error_bars_are_mean_std_and_every_seed(ax):
    plots.error_bars(ax, T, RUN, "gap")
    np.testing.assert_allclose(ax.lines[0].get_ydata(), RUN.mean(axis=1))
    bars, dots = ax.containers[0][2][0], ax.collections[0]
    for segment, values in zip(bars.get_segments(), RUN, strict=True):
        spread = values.std(ddof=1)
        assert segment[:, 1] == pytest.approx([values.mean() - spread, values.mean() + spread])
    np.testing.assert_allclose(dots.get_offsets()[:, 1], RUN.ravel())
    np.testing.assert_allclose(dots.get_offsets()[:, 0], np.repeat(T, 4))


def test_error_bars_of_one_seed_and_of_diverged_ones(ax):
    plots.error_bars(ax, T, RUN[:, :1])
    assert ax.containers[0][2] == ()
    values = RUN.copy()
    values[0, :2] = np.nan
    plots.error_bars(ax, T, values, "gap")
    assert ax.lines[-3].get_ydata()[0] == pytest.approx(RUN[0, 2:].mean())
    assert ax.containers[1].get_label() == "gap (2 of 20 diverged)"
    assert len(ax.collections[-2].get_offsets()) == 18


# heaps and plans ---------------------------------------------------------------------------------


def test_heaps_are_two_bars_at_each_place(ax):
    plots.heaps(ax, [0.1, 0.9], [0.6, 0.4], at=[2.0, 5.0])
    p, q = ax.containers
    assert [bar.get_height() for bar in p] == [0.1, 0.9]
    assert [bar.get_height() for bar in q] == [0.6, 0.4]
    for left, right, place in zip(p, q, (2.0, 5.0), strict=True):
        assert left.get_x() + left.get_width() == pytest.approx(place)
        assert right.get_x() == pytest.approx(place)
    assert p[0].get_hatch() is None and q[0].get_hatch() == "////"


def test_plan_matrix_shows_and_writes_the_masses(ax):
    plots.plan_matrix(ax, LINE_PLAN)
    np.testing.assert_array_equal(ax.images[0].get_array(), LINE_PLAN)
    written = {(t.get_position()[1], t.get_position()[0]): t.get_text() for t in ax.texts}
    assert written == {(0, 0): "0.25", (0, 1): "0.25", (1, 1): "0.5"}
    plots.plan_matrix(ax, np.eye(30) / 30)
    assert len(ax.texts) == 3  # too many to write


def test_plan_arrows_lead_from_x_to_y_and_widen_with_the_mass(ax):
    x, y = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[2.0, 0.0], [3.0, 1.0]])
    plots.plan_arrows(ax, x, y, LINE_PLAN)
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    ends = [arrow._posA_posB for arrow in arrows]
    expected = [(x[0], y[0]), (x[0], y[1]), (x[1], y[1])]
    np.testing.assert_array_equal(np.array(ends), np.array(expected))
    widths = [arrow.get_linewidth() for arrow in arrows]
    assert widths[0] == widths[1] == pytest.approx(widths[2] / 2)


def test_plan_arrows_on_a_line_put_real_above_generated(ax):
    plots.plan_arrows(ax, [0.0, 1.0], np.array([[0.5], [2.0]]), LINE_PLAN)
    real, fake = ax.collections
    np.testing.assert_array_equal(real.get_offsets(), [[0.0, 1.0], [1.0, 1.0]])
    np.testing.assert_array_equal(fake.get_offsets(), [[0.5, 0.0], [2.0, 0.0]])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["generated y", "real x"]


# the plane ---------------------------------------------------------------------------------------


def test_samples_are_drawn_in_their_colours_and_shapes(ax):
    x, y = RNG.normal(size=(6, 2)), torch.zeros(4, 2, requires_grad=True)
    plots.samples(ax, x, y, extent=3)
    real, fake = ax.collections
    np.testing.assert_array_equal(real.get_offsets(), x)
    np.testing.assert_array_equal(fake.get_offsets(), np.zeros((4, 2)))
    assert to_hex(real.get_edgecolor()[0]) == plots.REAL.lower()
    assert to_hex(fake.get_edgecolor()[0]) == plots.FAKE.lower()
    assert len(real.get_paths()[0].vertices) != len(fake.get_paths()[0].vertices)
    assert ax.get_xlim() == ax.get_ylim() == (-3, 3)


def test_grid_points_are_in_the_order_that_surface_draws(ax):
    grid = plots.grid_points(1.0, 3)
    np.testing.assert_array_equal(grid[:4], [[-1, -1], [0, -1], [1, -1], [-1, 0]])
    plots.surface(ax, grid, grid[:, 0] + 10 * grid[:, 1])
    mesh = ax.collections[0]
    np.testing.assert_allclose(
        np.asarray(mesh.get_array()).reshape(3, 3), [[-11, -10, -9], [-1, 0, 1], [9, 10, 11]]
    )
    corners = np.asarray(mesh.get_coordinates())
    np.testing.assert_array_equal(corners[0, 2], [1, -1])
    np.testing.assert_array_equal(corners[2, 0], [-1, 1])


def test_a_constant_critic_is_drawn_without_contours(ax):
    with np.errstate(all="raise"):
        plots.surface(ax, GRID, np.zeros(49))
    ax.figure.canvas.draw()
    assert len(ax.collections) == 1


# images and weights ------------------------------------------------------------------------------


def test_image_grid_is_row_by_row_with_a_white_gap(ax):
    images = np.linspace(-1, 1, 4)[:, None] * np.ones((4, 4))
    plots.image_grid(ax, images, side=2)
    canvas = np.asarray(ax.images[0].get_array())
    assert canvas.shape == (5, 5)
    np.testing.assert_allclose(canvas[[0, 0, 4, 4], [0, 4, 0, 4]], [0, 1 / 3, 2 / 3, 1])
    np.testing.assert_array_equal(canvas[2], 1.0)
    plots.image_grid(ax, images, side=2, invert=True)
    inverted = np.asarray(ax.images[1].get_array())
    np.testing.assert_allclose(inverted[[0, 0, 4, 4], [0, 4, 0, 4]], [1, 2 / 3, 1 / 3, 0])
    np.testing.assert_array_equal(inverted[2], 1.0)


def test_image_grid_with_more_columns_than_rows(ax):
    images = np.linspace(-1, 1, 6)[:, None] * np.ones((6, 4))
    plots.image_grid(ax, images, side=2, columns=3)
    canvas = np.asarray(ax.images[0].get_array())
    assert canvas.shape == (5, 8)
    np.testing.assert_allclose(canvas[[0, 0, 4], [0, 7, 0]], [0, 0.4, 0.6])
    with pytest.raises(ValueError, match="a grid of 2 × 4 needs 8 images, got 6"):
        plots.image_grid(ax, images, side=2, columns=4)


def test_image_grid_keeps_colours_and_oblongs(ax):
    images = np.full((1, 2, 3, 3), -1.0)
    images[..., 0] = 1.0
    plots.image_grid(ax, images, side=1)
    assert np.asarray(ax.images[0].get_array()).shape == (2, 3, 3)
    np.testing.assert_array_equal(ax.images[0].get_array()[0, 0], to_rgb("#ff0000"))


def test_weight_histogram_counts_all_in_percent_and_marks_the_box(ax):
    weights = np.array([[-0.1, -0.1, 0.0, 0.05], [0.1, 0.1, 0.1, 0.02]])
    plots.weight_histogram(ax, weights, c=0.1, bins=4)
    assert [bar.get_height() for bar in ax.patches] == pytest.approx([25, 0, 25, 50])
    assert [line.get_xdata()[0] for line in ax.lines] == [-0.1, 0.1]
    assert "62%" in ax.get_title("center") + ax.get_title("left")
    free = ax.figure.add_subplot()
    plots.weight_histogram(free, weights * 3)
    assert len(free.lines) == 0 and sum(b.get_height() for b in free.patches) == pytest.approx(100)


# what does not fit -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: plots.band(ax, T, RUN.T), r"\(4, 5\) must have one row for each of 5 times"),
        (lambda ax: plots.band(ax, T, RUN[:, 0]), r"shape \(T, S\), got \(5,\)"),
        (lambda ax: plots.error_bars(ax, T[:2], RUN), "one row for each of 2 places"),
        (lambda ax: plots.heaps(ax, [1.0], [0.5, 0.5]), "equally long, got 1, 2, 1"),
        (lambda ax: plots.heaps(ax, [1.5, -0.5], [0.5, 0.5]), "not be negative, got -0.5"),
        (lambda ax: plots.plan_matrix(ax, -LINE_PLAN), "negative mass, got -0.5"),
        (lambda ax: plots.plan_matrix(ax, [0.5, 0.5]), r"shape \(n, m\), got \(2,\)"),
        (lambda ax: plots.plan_arrows(ax, [0.0], [0.0, 1.0], LINE_PLAN), "does not fit places"),
        (
            lambda ax: plots.plan_arrows(ax, np.zeros((2, 2)), [0.0, 1.0], LINE_PLAN),
            "does not fit places",
        ),
        (lambda ax: plots.samples(ax, np.zeros((3, 3))), r"x must have shape \(n, 2\), got \(3, 3"),
        (lambda ax: plots.samples(ax, [[np.nan, 0.0]]), "1 NaN or infinite of 2"),
        (lambda ax: plots.samples(ax), "both None"),
        (lambda ax: plots.surface(ax, GRID[:-1], GRID[:-1, 0]), "n² grid points"),
        (lambda ax: plots.surface(ax, GRID[::-1], GRID[:, 0]), "not in the order of grid_points"),
        (lambda ax: plots.grid_points(0.0, 5), "extent must be positive, got 0.0"),
        (lambda ax: plots.grid_points(1.0, 1), "n ≥ 2"),
        (lambda ax: plots.image_grid(ax, np.zeros((35, 64))), "needs 36 images, got 35"),
        (lambda ax: plots.image_grid(ax, np.zeros((36, 63))), "square, got 63 pixels"),
        (lambda ax: plots.image_grid(ax, np.full((36, 64), 2.0)), r"\[-1, 1\], got values from 2"),
        (lambda ax: plots.weight_histogram(ax, [0.2], c=0.1), r"\[-0.1, 0.1\], got 0.2"),
        (lambda ax: plots.weight_histogram(ax, []), "must not be empty"),
    ],
)
def test_wrong_shapes_and_values_are_named(draw, message, ax):
    with pytest.raises(ValueError, match=message):
        draw(ax)
    assert not ax.has_data()


def test_many_marks_of_a_figure_are_pixels_and_the_rest_stays_vectors(ax):
    from gantutor.plots.vector import rasterize_many_marks, svg

    ax.set_xlabel("the critic")
    few, many = (ax.scatter(*RNG.normal(size=(2, n))) for n in (40, 61))
    line = ax.plot([0, 1])[0]
    assert not rasterize_many_marks(ax.figure, marks=101)
    assert svg(ax.figure).count("<use") > 100
    assert rasterize_many_marks(ax.figure, marks=100)
    assert few.get_rasterized() and many.get_rasterized() and not line.get_rasterized()
    drawn = svg(ax.figure)
    assert drawn.count("<use") < 60 and "data:image/png" in drawn


def test_a_notebook_shows_svg_whose_text_is_text():
    import nbclient
    import nbformat

    cells = [
        "import matplotlib.pyplot as plt, numpy as np\nfrom gantutor import plots\n"
        "plots.use_style()",
        "fig, ax = plt.subplots()\nax.set_xlabel('the critic')\n"
        "ax.scatter(*np.ones((2, 2100)))\nplt.show()",
        "fig, ax = plt.subplots()\nplots.image_grid(ax, np.zeros((36, 64)))\nplt.show()",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(notebook, kernel_name="python3").execute()
    marks, photographs = (cell.outputs[0].data for cell in notebook.cells[1:])
    for shown in (marks, photographs):
        assert "image/svg+xml" in shown and "image/png" not in shown
    assert ">the critic</text>" in marks["image/svg+xml"]
    assert marks["image/svg+xml"].count("<use") < 100
    assert 'id="photographs"' not in marks["image/svg+xml"]
    assert 'id="photographs"' in photographs["image/svg+xml"], "the page's dark mode looks for it"


def test_outside_of_a_notebook_the_style_chooses_no_format():
    from gantutor.plots.vector import show_vectors

    assert show_vectors() is False


def test_pictures_in_a_figure_have_few_colours_and_few_bytes(ax):
    import base64
    import io
    import re

    from IPython.core.pylabtools import print_figure
    from PIL import Image

    from gantutor.plots.vector import with_small_pictures

    # Smooth in both directions and in two channels: thousands of colours.
    up, across = np.mgrid[0:1:200j, 0:1:200j]
    ax.imshow(np.stack((up, across, up * across), axis=-1), interpolation="nearest")
    drawn = print_figure(ax.figure, fmt="svg")
    small = with_small_pictures(drawn)
    assert len(small) < 0.7 * len(drawn)

    def picture(drawing):
        data = re.search(r"base64,\s*([A-Za-z0-9+/=\s]+)", drawing)[1]
        return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA")

    before, after = (np.asarray(picture(d), dtype=float) for d in (drawn, small))
    assert before.shape == after.shape
    assert 128 < len(np.unique(after.reshape(-1, 4), axis=0)) <= 256, "the largest palette"
    assert np.abs(before - after).mean() < 12  # of 255
    rough = picture(with_small_pictures(drawn, error=100.0))
    assert len(np.unique(np.asarray(rough).reshape(-1, 4), axis=0)) <= 32
    assert with_small_pictures("<svg><path/></svg>") == "<svg><path/></svg>"


def test_a_drawing_has_short_numbers_and_looks_as_before(ax):
    import re

    from IPython.core.pylabtools import print_figure

    from gantutor.plots.vector import with_short_numbers

    x = np.linspace(0, 1, 400)
    ax.plot(x, np.sin(9 * x), marker="o", markevery=40)
    ax.set_title(r"$\frac{1}{2}$ of a curve")
    drawn = print_figure(ax.figure, fmt="svg")
    short = with_short_numbers(drawn)
    assert len(short) < 0.85 * len(drawn)
    assert with_short_numbers(short) == short

    def ends(path):
        """Where each part of a path ends, from absolute or relative commands."""
        found, x, y, start = [], 0.0, 0.0, (0.0, 0.0)
        for command, given in re.findall(r"([MLlCQz])([^MLlCQz]*)", path):
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", given)]
            if command == "z":
                x, y = start
            elif command == "l":
                for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                    x, y = x + dx, y + dy
                    found.append((x, y))
            else:
                x, y = numbers[-2:]
                found.append((x, y))
                start = (x, y) if command == "M" else start
        return found

    for inside, off in [(r'<path d="([^"]*)"', 0.05), (r'<path id="\w+" d="([^"]*)"', 0.005)]:
        before, after = (
            np.array([end for path in re.findall(inside, d) for end in ends(path)])
            for d in (drawn, short)
        )
        assert before.shape == after.shape and len(before) > 4
        assert np.abs(before - after).max() <= off + 1e-9
    words = [re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", drawing) for drawing in (drawn, short)]
    assert [w.strip() for w in words[0] if w.strip()] == words[1]
