"""Room: cli. `python -m coordination`: the command line. It imports nothing else (contract 15)."""

from coordination.cli.main import main

if __name__ == "__main__":
    main(prog_name="python -m coordination")
