"""Room: policy. Judgement, pure: facts in, decision out; no clock, no session, no storage.

Forbid beats permit; an error in a rule is a refusal; an empty clause is a refusal. The table of who may act is
`acts.py`, the federal floor is `floor.py`, the law of plugins is compiled by `rulebook.py`; `decide.py` applies
them and `scope.py` turns the same table into a tree that storage compiles to SQL.
"""
