"""Room: cli. The door for operators: `python -m coordination …`. Each command is a module here, named in main.py."""
