"""One file over HTTP: in pieces, going on where a broken download ended, with a bar if long."""

import sys
from pathlib import Path

LONG = 20_000_000
"""Bytes from which on a bar is shown."""
_PIECE = 1 << 20
_TIMEOUT = 30.0  # seconds without a byte


def download(address: str, into: Path) -> None:
    """Write what ``address`` delivers to the file ``into``, going on from what lies there already.

    A server that does not know how to go on sends the whole file, which is then written anew.
    Raises requests.RequestException for whatever goes wrong on the network, and OSError for the
    disk; what has come until then stays in ``into``, for the next attempt.
    """
    # Here, not above: only a download needs them.
    import requests
    from tqdm import tqdm

    have = into.stat().st_size if into.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(address, stream=True, timeout=_TIMEOUT, headers=headers) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            return  # all of it is there, or more: its digest will tell
        answer.raise_for_status()
        goes_on = answer.status_code == requests.codes.partial_content
        have = have if goes_on else 0
        total = have + int(answer.headers.get("Content-Length", 0))
        # On stdout: what a notebook's cell writes to stderr looks like a mistake.
        with (
            into.open("ab" if goes_on else "wb") as file,
            tqdm(
                desc=into.name.removesuffix(".part"), initial=have, total=total or None,
                unit="B", unit_scale=True, file=sys.stdout, disable=total < LONG,
            ) as bar,
        ):  # fmt: skip
            for piece in answer.iter_content(_PIECE):
                file.write(piece)
                bar.update(len(piece))
