"""Room: demo. An OpenID provider for synthetic people, one issuer an agency, on this machine only. No passwords.

`app.create_provider` makes the Flask app, `serve.start` and `serve.serve` run it. Built on Authlib's server classes:
code flow with PKCE S256 required, ES256, `iss` on every answer, second factor by acr and amr, sign-out both ways.
Proof: tests/demo/test_provider.py.
"""
