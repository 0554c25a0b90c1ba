"""CIFAR-10 by class, from archives that the tests make."""

import hashlib
import io
import tarfile

import numpy as np
import pytest

from gantutor.data import DataError, cifar10, cifar10_jpeg, load
from gantutor.data.cifar10_files import ARCHIVE, CLASSES, MEMBERS, MIRRORS
from gantutor.data.fetch import File

RECORDS = 20  # of each file; the real ones have 10,000
NAMES = [name for names in MEMBERS.values() for name in names]


@pytest.fixture
def rows():
    """A file's name -> its records: a label, then red, green and blue."""
    rng = np.random.default_rng(0)
    made = {}
    for name in NAMES:
        made[name] = rng.integers(0, 256, size=(RECORDS, 3073), dtype=np.uint8)
        made[name][:, 0] = rng.permutation(np.arange(RECORDS) % 10)
    return made


def tar(files):
    """A gzipped tar of (name or member, bytes)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files:
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def loaded(archive, mirrors, name="horse", part="train"):
    file = File("cifar-10-binary.tar.gz", hashlib.sha256(archive).hexdigest(), packed=False)
    return cifar10(name, part, mirrors=mirrors, archive=file, records=RECORDS)


def whole(rows):
    return tar([(name, values.tobytes()) for name, values in rows.items()])


@pytest.mark.parametrize("part", ["train", "test"])
@pytest.mark.parametrize("name", ["horse", "frog"])
def test_a_class_is_its_records_in_order(kept, serve, rows, name, part):
    archive = whole(rows)
    mirror, asked = serve({"cifar-10-binary.tar.gz": archive})
    data = loaded(archive, [mirror], name, part)
    all_rows = np.concatenate([rows[member] for member in MEMBERS[part]])
    expected = all_rows[all_rows[:, 0] == CLASSES.index(name), 1:]
    assert len(data) == len(expected) == 2 * len(MEMBERS[part])
    np.testing.assert_allclose((data.images + 1) * 127.5, expected, atol=1e-4)
    assert data.images.dtype == np.float32
    assert data.shape == (3, 32, 32)
    assert set(data.labels) == {CLASSES.index(name)}
    assert len(data.of(name)) == len(data)
    again = loaded(archive, [], name, part)  # from the disk
    np.testing.assert_array_equal(again.images, data.images)
    assert asked == ["cifar-10-binary.tar.gz"]


def test_nothing_is_unpacked_whatever_the_archive_names(kept, serve, rows):
    evil = tar([
        ("../outside.bin", b"evil"),
        (str(kept / "absolute.bin"), b"evil"),
        *((name, values.tobytes()) for name, values in rows.items()),
    ])  # fmt: skip
    mirror, _ = serve({"cifar-10-binary.tar.gz": evil})
    assert len(loaded(evil, [mirror])) == 10
    files = {path.name for path in kept.rglob("*") if path.is_file()}
    assert files == {"cifar-10-binary.tar.gz"}
    assert not (kept.parent / "outside.bin").exists()


def link(name):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return member


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda name, content: [], "does not hold cifar-10-batches-bin/data_batch_3.bin"),
        (lambda name, content: [(name, content[:-1])], "a file of 61459 bytes, expected .* 61460"),
        (lambda name, content: [(link(name), b"")], "is no file, 0 bytes"),
    ],
    ids=["missing", "short", "link"],
)
def test_members_that_are_not_what_they_should_be(kept, serve, rows, spoil, said):
    files = []
    for name, values in rows.items():
        spoilt = "data_batch_3" in name
        files += spoil(name, values.tobytes()) if spoilt else [(name, values.tobytes())]
    archive = tar(files)
    mirror, _ = serve({"cifar-10-binary.tar.gz": archive})
    with pytest.raises(DataError, match=said):
        loaded(archive, [mirror])


def test_a_truncated_download_a_wrong_digest_and_mirrors(kept, serve, rows):
    archive = whole(rows)
    broken, _ = serve({"cifar-10-binary.tar.gz": (archive,)})
    wrong, _ = serve({"cifar-10-binary.tar.gz": whole(rows)[:-8] + bytes(8)})
    absent, _ = serve({})
    with pytest.raises(DataError) as caught:
        loaded(archive, [absent, wrong])
    message = str(caught.value)
    assert "404" in message
    assert "it has the SHA-256 digest" in message
    assert str(kept / "cifar10" / "cifar-10-binary.tar.gz") in message
    sound, _ = serve({"cifar-10-binary.tar.gz": archive})
    assert len(loaded(archive, [absent, broken, sound])) == 10
    (kept / "cifar10" / "cifar-10-binary.tar.gz").unlink()
    with pytest.raises(DataError, match="Connection refused"):
        cifar10("frog", mirrors=["http://127.0.0.1:9/"])


def test_unknown_names():
    with pytest.raises(ValueError, match="unknown class of CIFAR-10 'cow'; known: airplane, "):
        cifar10("cow")
    with pytest.raises(ValueError, match="unknown part of CIFAR-10 'valid'; known: train, test"):
        cifar10("horse", "valid")


def test_the_jpeg_copy_has_the_same_layout(kept, rows):
    levels = np.arange(2 * 32 * 32 * 3, dtype=np.int64).reshape(2, 32, 32, 3) % 251
    (kept / "cifar10_jpeg").mkdir()
    np.savez(kept / "cifar10_jpeg" / "horse_train.npz", images=levels.astype(np.uint8))
    data = load("horses_jpeg")
    assert data.shape == (3, 32, 32)
    images = data.images.reshape(-1, *data.shape)
    np.testing.assert_allclose((images[1, 2, 5, 7] + 1) * 127.5, levels[1, 5, 7, 2], atol=1e-4)
    with pytest.raises(DataError, match=r"frog_train\.npz; `cifar10` fetches the original"):
        load("frogs_jpeg")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"images": np.zeros((2, 32, 32), np.uint8)}, r"uint8 of shape \(2, 32, 32\), expected"),
        ({"images": np.zeros((2, 32, 32, 3))}, "holds float64 of shape"),
        ({"pictures": np.zeros((2, 32, 32, 3), np.uint8)}, "is not the copy of a class"),
        ({"images": np.array([{}], dtype=object)}, "is not the copy of a class: Object arrays"),
    ],
    ids=["shape", "type", "name", "pickle"],
)
def test_a_copy_that_is_something_else(kept, content, said):
    (kept / "cifar10_jpeg").mkdir()
    np.savez(kept / "cifar10_jpeg" / "horse_train.npz", **content)
    with pytest.raises(DataError, match=said):
        cifar10_jpeg("horse")


def test_what_is_published():
    assert ARCHIVE.name == "cifar-10-binary.tar.gz"
    assert len(ARCHIVE.sha256) == 64
    assert int(ARCHIVE.sha256, 16) > 0
    assert len(MIRRORS) >= 2
    assert all(m.startswith("https://") and m.endswith("/") for m in MIRRORS)
    assert len(NAMES) == 6
