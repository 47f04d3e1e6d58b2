"""Room: storage. Drawers: a table and its queries together, a file a noun; rows stay inside.

Every public function takes a Grant or a Scope, or is a `facts` function that returns Facts types only
(architecture §6); tests/house reads the signatures.
"""
