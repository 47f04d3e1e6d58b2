"""Room: cli. `python -m coordination`: the command line."""

from __future__ import annotations

from coordination.cli.main import main

if __name__ == "__main__":
    main(prog_name="python -m coordination")
