"""The coordination hub: rooms from the street inwards. Nothing is imported here.

cli, demo, web and api, door, hub, casework, storage, audit, policy; below them partners, crypto, database and settings,
then model, then declare. What each may import stands at the end of pyproject.toml.
"""
