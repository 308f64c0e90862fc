"""The work folder: what was made once is kept there, so that no run makes it again.

`kept` keeps any result under a key that says what it depends on; `folder` says what of a release is kept so, and where.
"""
