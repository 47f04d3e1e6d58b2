"""Room: casework. Verbs: the desk, then a file a noun. Every door and test works through these functions."""
