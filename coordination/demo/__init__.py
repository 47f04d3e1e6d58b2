"""Room: demo. The synthetic community and its loopback identity provider; never part of a real hub."""
