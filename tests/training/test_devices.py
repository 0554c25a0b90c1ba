"""Where to train, and how much: the device and the preset of a machine."""

import pytest
import torch

from gantutor.training import by_preset, device, preset


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")
    monkeypatch.delenv("GANTUTOR_PRESET", raising=False)


def test_the_device_is_the_one_asked_for(monkeypatch):
    assert device() == torch.device("cpu")
    monkeypatch.setenv("GANTUTOR_DEVICE", "tpu")
    with pytest.raises(ValueError, match="unknown GANTUTOR_DEVICE 'tpu'; known: cuda, mps, cpu"):
        device()
    assert device("cpu") == torch.device("cpu")
    with pytest.raises(ValueError, match="unknown device 'gpu'; known: cuda, mps, cpu"):
        device("gpu")


@pytest.mark.parametrize(
    ("there", "best"),
    [((), "cpu"), (("mps",), "mps"), (("cuda",), "cuda"), (("mps", "cuda"), "cuda")],
)
def test_the_best_device_there_is(monkeypatch, there, best):
    monkeypatch.delenv("GANTUTOR_DEVICE")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: "cuda" in there)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: "mps" in there)
    assert device() == torch.device(best)
    assert preset() == ("gpu" if best == "cuda" else "cpu")


def test_a_device_that_is_not_there_is_refused(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setenv("GANTUTOR_DEVICE", "cuda")
    with pytest.raises(ValueError, match="GANTUTOR_DEVICE is 'cuda', but this machine has no cuda"):
        device()


@pytest.mark.parametrize("name", ["smoke", "cpu", "gpu"])
def test_presets(monkeypatch, name):
    monkeypatch.setenv("GANTUTOR_PRESET", name)
    assert preset() == name
    assert by_preset(smoke=1, cpu=2, gpu=3) == {"smoke": 1, "cpu": 2, "gpu": 3}[name]


def test_unknown_presets_are_refused(monkeypatch):
    monkeypatch.setenv("GANTUTOR_PRESET", "fast")
    with pytest.raises(ValueError, match="unknown GANTUTOR_PRESET 'fast'; known: smoke, cpu, gpu"):
        by_preset(smoke=1, cpu=2, gpu=3)
