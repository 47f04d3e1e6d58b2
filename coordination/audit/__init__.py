"""Room: audit. Memory that cannot be edited: the access log, its tree, its signed checkpoints, its verifier."""
