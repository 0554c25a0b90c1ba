"""MNIST, from servers on this machine that behave well, badly, or not at all."""

import gzip
import hashlib
import struct

import numpy as np
import pytest

from gantutor.data import DataError, load, mnist
from gantutor.data.fetch import File, folder
from gantutor.data.idx import read_idx
from gantutor.data.mnist_files import MIRRORS, PARTS, Part

IMAGES, LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"
N, SIDE = 12, 4


def idx(array):
    """The array as a gzipped IDX file."""
    header = struct.pack(">BBBB", 0, 0, 0x08, array.ndim) + struct.pack(
        f">{array.ndim}I", *array.shape
    )
    return gzip.compress(header + array.astype(np.uint8).tobytes())


def sha256(content):
    """The digest of what a gzip file contains."""
    return hashlib.sha256(gzip.decompress(content)).hexdigest()


def part_of(files):
    """A part whose digests are those of ``files``."""
    return {"train": Part(*(File(name, sha256(files[name])) for name in (IMAGES, LABELS)))}


@pytest.fixture
def arrays():
    rng = np.random.default_rng(0)
    levels = rng.integers(0, 256, size=(N, SIDE, SIDE), dtype=np.uint8)
    levels[0, 0, 0], levels[0, 0, 1] = 0, 255
    return levels, rng.integers(0, 10, size=N, dtype=np.uint8)


@pytest.fixture
def files(arrays):
    levels, labels = arrays
    return {IMAGES: idx(levels), LABELS: idx(labels)}


@pytest.fixture
def cache(kept):
    """Where MNIST is kept."""
    return kept / "mnist"


def left_in(cache):
    return sorted(p.name for p in cache.iterdir()) if cache.exists() else []


def test_images_and_labels_arrive_as_digits(arrays, files, cache, serve, capfd):
    mirror, asked = serve(files)
    data = mnist(mirrors=[mirror], parts=part_of(files))
    levels, labels = arrays
    assert data.images.shape == (N, SIDE * SIDE)
    assert data.images.dtype == np.float32
    np.testing.assert_allclose((data.images.reshape(levels.shape) + 1) * 127.5, levels, atol=1e-4)
    assert (data.images[0, 0], data.images[0, 1]) == (-1, 1)
    np.testing.assert_array_equal(data.labels, labels)
    assert data.labels.dtype == np.int64
    assert (data.shape, len(data)) == ((1, SIDE, SIDE), N)
    for array in (data.images, data.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert asked == [IMAGES, LABELS]
    assert left_in(cache) == [IMAGES, LABELS]
    # A chapter's cell that writes to stderr stops the build.
    assert capfd.readouterr() == ("", "")


def test_a_second_call_asks_nobody(files, cache, serve):
    mirror, asked = serve(files)
    first = mnist(mirrors=[mirror], parts=part_of(files))
    second = mnist(mirrors=[mirror], parts=part_of(files))
    assert asked == [IMAGES, LABELS]
    np.testing.assert_array_equal(first.images, second.images)


def test_files_placed_by_hand_need_no_network(files, cache):
    cache.mkdir()
    for name, content in files.items():
        (cache / name).write_bytes(content)
    assert len(mnist(mirrors=[], parts=part_of(files))) == N


def test_the_second_mirror_stands_in_for_the_first(files, cache, serve):
    broken, refused = serve(dict.fromkeys(files, 500))
    working, asked = serve(files)
    assert len(mnist(mirrors=[broken, working], parts=part_of(files))) == N
    assert refused == asked == [IMAGES, LABELS]


def damaged(content):
    """The file with one bit of its check sum flipped: it cannot be unpacked."""
    return content[:-5] + bytes([content[-5] ^ 1]) + content[-4:]


def other(content):
    """A sound gzip file with other contents."""
    return gzip.compress(gzip.decompress(content) + b"!")


def test_a_file_that_somebody_compressed_anew_is_the_same_file(files, cache, serve):
    again = {name: gzip.compress(gzip.decompress(file), 1) for name, file in files.items()}
    assert again[IMAGES] != files[IMAGES]
    mirror, _ = serve(again)
    assert len(mnist(mirrors=[mirror], parts=part_of(files))) == N
    assert len(mnist(mirrors=[], parts=part_of(files))) == N


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damaged, "it cannot be unpacked: CRC check failed"),
        (other, "its contents have the SHA-256 digest"),
        (lambda content: (content,), "IncompleteRead"),
        (lambda content: 404, "404 Client Error"),
        (lambda content: 500, "500 Server Error"),
    ],
    ids=["damaged", "other contents", "cut off", "missing", "server error"],
)
def test_a_bad_download_is_named_and_leaves_nothing(files, cache, serve, spoil, said):
    mirror, _ = serve({**files, LABELS: spoil(files[LABELS])})
    with pytest.raises(DataError) as caught:
        mnist(mirrors=[mirror], parts=part_of(files))
    message, digest = str(caught.value), sha256(files[LABELS])
    assert message.startswith(
        f"could not get {LABELS} whose contents have the SHA-256 digest {digest}"
    )
    assert f"{mirror}{LABELS}: " in message
    assert said.format(digest=digest) in message
    assert str(cache / LABELS) in message
    # The whole one stays; of the other only what a next call can go on from.
    broke_off = "IncompleteRead" in said
    assert left_in(cache) == ([IMAGES, f"{LABELS}.part"] if broke_off else [IMAGES])


def test_every_mirrors_failure_is_reported(files, cache, serve):
    first, _ = serve({})
    second, _ = serve({name: damaged(content) for name, content in files.items()})
    with pytest.raises(DataError) as caught:
        mnist(mirrors=[first, second], parts=part_of(files))
    message = str(caught.value)
    assert message.index(f"{first}{IMAGES}: 404") < message.index(f"{second}{IMAGES}: it cannot")
    assert left_in(cache) == []


def test_nobody_there(files, cache):
    with pytest.raises(DataError, match="Connection refused"):
        mnist(mirrors=["http://127.0.0.1:9/"], parts=part_of(files))
    with pytest.raises(DataError, match="there is no mirror to ask"):
        mnist(mirrors=[], parts=part_of(files))


def test_a_file_damaged_in_the_cache_is_fetched_again(files, cache, serve):
    mirror, asked = serve(files)
    mnist(mirrors=[mirror], parts=part_of(files))
    (cache / IMAGES).write_bytes(damaged(files[IMAGES]))
    assert len(mnist(mirrors=[mirror], parts=part_of(files))) == N
    assert asked == [IMAGES, LABELS, IMAGES]
    assert (cache / IMAGES).read_bytes() == files[IMAGES]


def header(*sizes, kind=0x08, ndim=None, zeros=(0, 0)):
    return bytes((*zeros, kind, len(sizes) if ndim is None else ndim)) + struct.pack(
        f">{len(sizes)}I", *sizes
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no gzip at all", "cannot be unpacked"),
        (gzip.compress(header(3) + b"abc")[:-9], "cannot be unpacked"),
        (gzip.compress(b""), "starts with nothing, expected 00 00 08 01"),
        (gzip.compress(header(3, kind=0x0D) + bytes(12)), "starts with 00 00 0d 01, expected"),
        (gzip.compress(header(3, 1, 1) + b"abc"), "starts with 00 00 08 03, expected 00 00 08 01"),
        (gzip.compress(header(3, zeros=(0, 1)) + b"abc"), "starts with 00 01 08 01"),
        (gzip.compress(header(ndim=1) + b"ab"), "ends inside its header: 6 bytes, expected 8"),
        (gzip.compress(header(4) + b"abc"), r"announces \(4,\), 4 values, but holds 3"),
        (gzip.compress(header(2) + b"abc"), r"announces \(2,\), 2 values, but holds 3"),
    ],
    ids=list(range(9)),  # the bytes hold the time: two workers would name the tests differently
)
def test_a_file_that_is_not_what_it_should_be(tmp_path, content, said):
    path = tmp_path / LABELS
    path.write_bytes(content)
    with pytest.raises(DataError, match=said) as caught:
        read_idx(path, ndim=1)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("levels", "labels", "said"),
    [
        (np.zeros((3, 4, 5)), np.zeros(3), "images of 4 × 5, expected squares"),
        (np.zeros((3, 4, 4)), np.zeros(2), "holds 3 images, but .* 2 labels"),
        (np.zeros((3, 4, 4)), np.array([0, 9, 10]), "holds the label 10, expected 0 to 9"),
    ],
)
def test_files_that_do_not_fit_together(cache, levels, labels, said):
    files = {IMAGES: idx(levels), LABELS: idx(labels)}
    cache.mkdir()
    for name, content in files.items():
        (cache / name).write_bytes(content)
    with pytest.raises(DataError, match=said):
        mnist(mirrors=[], parts=part_of(files))


def test_unknown_part():
    with pytest.raises(ValueError, match="unknown part of MNIST 'validation'; known: train, test"):
        mnist("validation")


def test_load_gives_no_other_data_set_instead(cache, monkeypatch):
    """Without a network ``load("mnist")`` raises; it does not fall back to the digits."""
    nobody = ("http://127.0.0.1:9/",)
    monkeypatch.setattr(mnist, "__defaults__", ("train", nobody, PARTS))
    with pytest.raises(DataError, match=IMAGES):
        load("mnist")


def test_where_data_sets_are_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("GANTUTOR_DATA", str(tmp_path))
    assert folder() == tmp_path
    monkeypatch.delenv("GANTUTOR_DATA")
    assert folder().is_absolute()
    assert "gantutor" in folder().parts


@pytest.mark.parametrize("place", ["file/below", "file"])
def test_a_folder_that_cannot_be_is_named(files, monkeypatch, tmp_path, serve, place):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("GANTUTOR_DATA", str(tmp_path / place))
    monkeypatch.setenv("NO_PROXY", "*")
    mirror, _ = serve(files)
    with pytest.raises(DataError, match=r"mnist \(GANTUTOR_DATA names it\), cannot be used: .*"):
        mnist(mirrors=[mirror], parts=part_of(files))


def test_the_published_files_are_the_four_of_mnist():
    published = [file for part in PARTS.values() for file in part]
    assert len({f.name for f in published}) == len({f.sha256 for f in published}) == 4
    assert all(len(f.sha256) == 64 and int(f.sha256, 16) > 0 for f in published)
    assert len(MIRRORS) >= 2
    assert all(m.startswith("https://") and m.endswith("/") for m in MIRRORS)
