"""Room: partners. The catalog: load plugins by name, cross-check, freeze, fingerprint, or refuse to start."""
