"""The release: what it is made of, which version it must have, writing it, and reading it back.

`folder` says what a release is on the disk. `candidate` brings together all that the next one would be written from,
`planning` settles which one that is, and `writing` writes it, as a whole or not at all, by jobs (`jobs`: the files of a
table, `parquet_files`, of some documents, `part_files`, or of the whole). `reading` reads a release from its folder.
"""
