"""Room: partners. The catalog: load plugins by name, cross-check, freeze, fingerprint; refuse to start on any defect."""
