"""``python -m dxplan``: the command line."""

from dxplan.cli import main

main()
