"""Reading documents: the route from bytes to rows, for one document or many.

`document` reads one, from its bytes to a record; `rows` gives its rows, or why there are none. `files` reads any files
into a folder, for `parley read`; `buckets` reads many documents of a folder of seeds, for a release. `doubts` are what
a person should look at in a document that was read; `notes` say them after `parley read`.
"""
