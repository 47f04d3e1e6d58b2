"""Room: crypto. Keys and their work: envelopes, the keyring, signed notes, tokens. It alone imports `cryptography`."""
