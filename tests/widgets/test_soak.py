"""Training leaves nothing behind: for seconds here, for minutes by `tests.widgets.soak`."""

import pytest

from gantutor.widgets import LiveGame
from tests.widgets.page import opened
from tests.widgets.soak import GROWTH, soak
from tests.widgets.test_live_game import SMALL

# Whatever the worker says is kept, several times, so that it is seen at once: a leak.
LEAKY = """<script>
  const Whole = Worker;
  const kept = [];
  Worker = class extends Whole {
    constructor(address) {
      super(address);
      this.addEventListener("message", ({ data }) => {
        for (let k = 0; k < 8; k++) kept.push(structuredClone(data));
      });
    }
  };
</script>"""


@pytest.mark.browser
@pytest.mark.parametrize(("head", "leaks"), [("", False), (LEAKY, True)])
def test_the_heaps_stay_as_they_are_and_a_leak_would_be_seen(browser, tmp_path, head, leaks):
    with opened(browser, tmp_path, LiveGame(**SMALL), head=head) as (page, _):
        first, *_, last = soak(page, 1.5, 3)
        assert page.locator("output[data-quantity=iteration]").text_content() != "0"
    assert (last.page - first.page > GROWTH) is leaks, (first, last)
    assert last.worker - first.worker < GROWTH, (first, last)
