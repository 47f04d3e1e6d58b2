"""Room: web. Sign-in protocol: OpenID Connect code flow with PKCE. No pages, no database; the caller keeps sessions.

`issuer.connect` opens a provider, `flow.begin` and `flow.complete` sign a person in, `logout` ends sessions from
both sides, `noise` counts what was refused. Proof: tests/web/signin (the corpus of forgeries) and tests/providers.
"""
