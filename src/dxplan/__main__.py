"""``python -m dxplan`` and the command ``dxplan``: the command line, as a process of its own."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line; the process has little garbage, and takes it all with it when it ends."""
    # To look for garbage as often as a long run does takes a tenth of the time of a short one, and so does a search at
    # the end.
    gc.set_threshold(100_000)
    from dxplan.cli import main as run

    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
