"""The captured step: on the run's own device, with a clear error, and without holding the run."""

import contextlib
import gc
import weakref

import pytest
import torch

from gantutor.gan import Config, start
from gantutor.nets import MLP
from gantutor.training import CapturedStep, CaptureError, captured

SECOND = torch.device("cuda", 1)


class FakeCuda:
    """What stands for CUDA where there is none: it remembers which device was the current one."""

    def __init__(self):
        self.current = torch.device("cuda", 0)
        self.used = []

    @contextlib.contextmanager
    def device(self, device):
        before, self.current = self.current, device
        yield
        self.current = before

    @contextlib.contextmanager
    def stream(self, stream):
        yield

    @contextlib.contextmanager
    def graph(self, graph):
        yield

    def _make(self):
        self.used.append(self.current)
        return self

    Stream = current_stream = CUDAGraph = _make

    def wait_stream(self, other):
        pass

    def replay(self):
        pass


@pytest.fixture
def cuda(monkeypatch):
    fake = FakeCuda()
    for name in ("device", "stream", "graph", "Stream", "current_stream", "CUDAGraph"):
        monkeypatch.setattr(torch.cuda, name, getattr(fake, name))
    return fake


@pytest.mark.parametrize("room", [captured.aside, captured.captured])
def test_streams_and_graphs_are_made_on_the_runs_device(cuda, room):
    seen = []
    room(lambda: seen.append(cuda.current), SECOND)
    assert seen == [SECOND]
    assert set(cuda.used) == {SECOND}
    assert cuda.current == torch.device("cuda", 0), "the reader's device is current again"


def test_what_cannot_be_captured_says_what_to_do(cuda):
    def waits():
        raise RuntimeError("operation not permitted when stream is capturing")

    with pytest.raises(CaptureError, match=r"waits for the GPU .*capture=False.* not permitted"):
        captured.captured(waits, SECOND)


def test_a_deleted_run_is_gone_at_once(monkeypatch):
    """Else its memory on the GPU stays until the garbage collector comes round."""
    monkeypatch.setattr(captured, "aside", lambda call, device: call())
    config = Config(MLP((2, 4, 1)), MLP((2, 4, 2)), batch=4, n_critic=1, iterations=9)
    run = start(config, torch.rand(20, 2), seeds=(0,), device="cpu")
    run.capture = True
    run.iterate()
    assert run._captured is not None
    gone = weakref.ref(run)
    gc.disable()
    try:
        del run
        assert gone() is None
    finally:
        gc.enable()


def test_the_inputs_of_each_call_are_what_it_works_on(monkeypatch):
    monkeypatch.setattr(captured, "aside", lambda call, device: call())
    total, step = torch.zeros(2), CapturedStep(torch.device("cpu"))
    places = set()
    for k in range(captured.WARM_UP):
        step(lambda t: (total.add_(t), places.add(t.data_ptr())), torch.full((2,), float(k)))
    assert total.tolist() == [3.0, 3.0]
    assert len(places) == 1
