"""The release: what it is made of, which version it must have, writing it, and reading it back.

`candidate` brings together all that the next release would be written from, and settles its version; `writing` writes
it as a whole or not at all, by way of `parquet_files` and `part_files`; `reading` reads a release from its folder.
"""
