"""Records: what was measured is what is kept, on disk too."""

import time
import zipfile

import numpy as np
import pytest
import torch

from gantutor import recording
from gantutor.gan import Config, start
from gantutor.nets import MLP
from gantutor.recording import Record, RecordError, record
from gantutor.training import play

CURVES = (
    "gap",
    "penalty",
    "grad_norm_mean",
    "grad_norm_max",
    "critic_loss",
    "generator_loss",
)


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")
    monkeypatch.setenv("GANTUTOR_PRESET", "smoke")


def a_run(iterations=6, constraint="penalty"):
    config = Config(
        critic=MLP((2, 4, 1)),
        generator=MLP((2, 4, 2)),
        constraint=constraint,
        batch=8,
        n_critic=1,
        iterations=iterations,
    )
    return start(config, np.random.default_rng(0).normal(size=(50, 2)), seeds=(4, 9))


def a_record():
    measures = {"spread": lambda m: m.fakes(20).std((1, 2))}
    frames = {"samples": lambda m: m.fakes(5)}
    return record(a_run(), measures, frames, command="make recording", every=2)


def test_a_record_holds_the_run():
    kept, snapshots = a_record(), list(play(a_run(), every=2))
    assert kept.iteration.tolist() == [0, 2, 4, 6]
    assert kept.seeds.tolist() == [4, 9]
    assert not kept.interrupted
    assert kept.seconds > 0
    for name in CURVES:
        np.testing.assert_array_equal(kept[name], np.stack([seen[name] for seen in snapshots]))
    assert kept["spread"].shape == (4, 2)
    assert kept.frames["samples"].shape == (4, 2, 5, 2)
    again = a_run()
    spread = [again.fakes(20).std((1, 2)) for _ in play(again, every=2)]
    np.testing.assert_allclose(kept["spread"], spread)


def test_a_bar_is_shown_only_when_it_is_asked_for(capsys):
    record(a_run(), every=2)
    assert capsys.readouterr().err == ""
    run = a_run()
    record(run, every=2, until=3)
    record(run, every=2, progress=True)  # the bar goes on where the run stands
    told = capsys.readouterr().err
    assert "3/6" in told
    assert "6/6" in told
    assert "2/6" not in told


def test_a_record_says_where_it_comes_from():
    kept = a_record()
    assert kept.settings["objective"] == "wasserstein"
    assert kept.settings["constraint"]["weight"] == 10.0
    assert kept.settings["data"]["x"] == [50, 2]
    environment = kept.environment
    assert environment["torch"] == str(torch.__version__)
    assert environment["numpy"] == np.__version__
    assert environment["device"] == "cpu"
    assert environment["preset"] == "smoke"
    assert environment["command"] == "make recording"
    assert environment["threads"] == torch.get_num_threads()


def same(a: Record, b: Record):
    np.testing.assert_array_equal(a.iteration, b.iteration)
    np.testing.assert_array_equal(a.seeds, b.seeds)
    assert list(a.series) == list(b.series)
    assert list(a.frames) == list(b.frames)
    for x, y in ((a.series, b.series), (a.frames, b.frames)):
        for name in x:
            np.testing.assert_array_equal(x[name], y[name], strict=True)
    for name in ("settings", "environment", "seconds", "interrupted", "measuring"):
        assert getattr(a, name) == getattr(b, name)


def test_to_a_file_and_back(tmp_path):
    kept = a_record()
    kept.save(tmp_path / "run.npz")
    same(kept, recording.load(tmp_path / "run.npz"))
    assert [p.name for p in tmp_path.iterdir()] == ["run.npz"]


def test_a_file_needs_no_pickle_and_is_exactly_where_it_was_asked_for(tmp_path):
    a_record().save(tmp_path / "run.record")
    with np.load(tmp_path / "run.record", allow_pickle=False) as file:
        assert all(file[name].dtype != object for name in file.files)


def test_runs_with_infinite_numbers_survive(tmp_path):
    broken = a_run(constraint="free")
    with torch.no_grad():
        broken.critic.weights[0][1] = torch.nan
    kept = record(broken, every=3)
    kept.save(tmp_path / "run.npz")
    back = recording.load(tmp_path / "run.npz")
    assert np.isnan(back["gap"][:, 1]).all()
    assert np.isfinite(back["gap"][:, 0]).all()


def test_everything_is_read_only(tmp_path):
    kept = a_record()
    kept.save(tmp_path / "run.npz")
    for r in (kept, recording.load(tmp_path / "run.npz")):
        for array in (r.seeds, r.iteration, *r.series.values(), *r.frames.values()):
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0
        with pytest.raises(AttributeError):
            r.seconds = 0
        with pytest.raises(TypeError):
            r.series["gap"] = np.zeros(3)


def test_nothing_is_shared_with_what_was_measured():
    """A measure that returns the same array each time, changed in between, is the classic trap."""
    running, frame = np.zeros(2), np.zeros((2, 3))

    def measure(run):
        running[:] += 1
        return running

    def draw(run):
        frame[:] += 1
        return frame

    kept = record(a_run(), {"running": measure}, {"frame": draw}, every=3)
    running[:] = frame[:] = -1
    assert kept["running"][:, 0].tolist() == [1, 2, 3]
    assert kept.frames["frame"][:, 1, 2].tolist() == [1, 2, 3]


def slowly(run):
    time.sleep(0.02)
    return run.fakes(20).std((1, 2))


def test_what_each_measure_and_frame_took_is_kept(tmp_path):
    measures = {"quick": lambda m: [0.0, 0.0], "slow": slowly}
    kept = record(a_run(), measures, {"frame": lambda m: m.fakes(5)}, every=2)
    assert list(kept.measuring) == ["quick", "slow", "frame"]
    assert kept.measuring["slow"] >= 4 * 0.02
    assert 0 < kept.share("quick") < kept.share("slow") < 1
    assert 0 < kept.share("frame") < 1
    assert sum(kept.measuring.values()) < kept.seconds
    assert kept.share("slow") == kept.measuring["slow"] / kept.seconds
    kept.save(tmp_path / "run.npz")
    back = recording.load(tmp_path / "run.npz")
    assert back.measuring == kept.measuring
    assert back.share("slow") == kept.share("slow")
    for r in (kept, back):
        with pytest.raises(TypeError):
            r.measuring["slow"] = 0.0
    slow_frame = record(a_run(), {"quick": measures["quick"]}, {"slow": slowly}, every=2)
    assert slow_frame.share("slow") > slow_frame.share("quick")


def test_shares_of_what_was_not_measured_are_refused():
    with pytest.raises(KeyError, match="no measure or frame 'w1'; there are: spread, samples"):
        a_record().share("w1")
    with pytest.raises(KeyError, match="no measure or frame 'gap'; there are: none"):
        record(a_run()).share("gap")
    with pytest.raises(ValueError, match="a measure and a frame must not share a name: both"):
        record(a_run(), {"both": lambda m: [0, 0]}, {"both": lambda m: [0, 0]})


def interrupted(at):
    """A run that Ctrl-C reaches when it is about to begin the iteration ``at``."""
    run = a_run()
    iterate = run.iterate

    def stopped():
        if run.iteration == at:
            raise KeyboardInterrupt
        iterate()

    run.iterate = stopped
    return run


def test_ctrl_c_keeps_what_was_recorded():
    kept = record(interrupted(at=3), every=2)
    assert kept.interrupted
    assert kept.iteration.tolist() == [0, 2]
    np.testing.assert_array_equal(kept["gap"], a_record()["gap"][:2])


def test_ctrl_c_within_a_measure_drops_the_incomplete_snapshot():
    calls = []

    def measure(run):
        calls.append(run.iteration)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return [1, 2]

    kept = record(a_run(), {"m": measure}, every=2)
    assert kept.interrupted
    assert kept.iteration.tolist() == [0, 2]
    assert all(len(series) == 2 for series in kept.series.values())


def test_ctrl_c_before_the_first_snapshot_is_raised(monkeypatch):
    run = a_run()

    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "measure", stopped)
    with pytest.raises(KeyboardInterrupt):
        record(run)


def test_an_interrupted_run_can_be_played_on():
    half, whole = interrupted(at=4), a_run()
    record(half, every=2)
    del half.iterate  # Ctrl-C came once
    rest = record(half, every=2)
    assert rest.iteration.tolist() == [4, 6]
    np.testing.assert_array_equal(rest["gap"], record(whole, every=2)["gap"][2:])


def test_a_part_of_a_run_is_recorded():
    assert record(a_run(), until=3, every=2).iteration.tolist() == [0, 2, 3]


@pytest.mark.parametrize("value", [1.0, [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_measures_give_one_value_for_each_seed(value):
    with pytest.raises(ValueError, match="measure 'm' must give one value for each of 2 seeds"):
        record(a_run(), {"m": lambda _: value})


def test_frames_give_one_array_for_each_seed():
    with pytest.raises(ValueError, match=r"frame 'f' must give .* of 2 seeds, got shape \(3, 2\)"):
        record(a_run(), frames={"f": lambda _: np.zeros((3, 2))})


def test_names_that_are_taken_and_names_that_are_not_there():
    with pytest.raises(ValueError, match="named like a curve of the run: gap"):
        record(a_run(), {"gap": lambda m: [0, 0]})
    with pytest.raises(KeyError, match="no series 'w1'; there are: gap, penalty"):
        a_record()["w1"]


def test_files_that_are_no_records_are_named(tmp_path):
    path = tmp_path / "run.npz"
    with pytest.raises(RecordError, match=r"there is no record .*run\.npz"):
        recording.load(path)
    path.write_text("not an archive")
    with pytest.raises(RecordError, match=r"run\.npz is damaged or not a record"):
        recording.load(path)
    np.savez(path, series=np.zeros(3))
    with pytest.raises(RecordError, match=r"run\.npz is not a 'gantutor record 2'"):
        recording.load(path)
    np.savez(path, meta=np.array('{"format": "gantutor record 1"}'))
    with pytest.raises(RecordError, match="is a 'gantutor record 1', expected 'gantutor record 2'"):
        recording.load(path)
    np.savez(path, meta=np.array({"a": 1}, dtype=object))
    with pytest.raises(RecordError, match="damaged or not a record"):
        recording.load(path)
    np.save(tmp_path / "array.npy", np.zeros(3))
    with pytest.raises(RecordError, match=r"array\.npy"):
        recording.load(tmp_path / "array.npy")


def test_damaged_records_are_refused(tmp_path):
    path = tmp_path / "run.npz"
    kept = a_record()
    kept.save(path)
    whole = path.read_bytes()
    for cut in (0, 5, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(RecordError, match=r"run\.npz"):
            recording.load(path)
    with zipfile.ZipFile(tmp_path / "run.npz", "w") as archive:
        archive.writestr("meta.npy", b"nonsense")
    with pytest.raises(RecordError, match=r"run\.npz"):
        recording.load(path)
    refused = 0
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            same(recording.load(path), kept)  # the byte did not matter: a time stamp
        except RecordError:
            refused += 1
    assert refused > 50


def test_saving_is_complete_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "run.npz"
    kept = a_record()
    kept.save(path)
    before = path.read_bytes()

    def broken(file, **arrays):
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez_compressed", broken)
    with pytest.raises(OSError, match="disk full"):
        kept.save(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["run.npz"]
