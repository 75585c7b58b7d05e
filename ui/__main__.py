"""`python -m ui` is `onrecord`."""

from ui.cli import main

main()
