"""How right the route is: scores of what it found against gold made by hand.

`evaluate_seeds` and `evaluate_rows` score the documents of a seeds folder, whose gold says everything of every turn.
`evaluate_corpora` and `evaluate_corpus` score many documents whose gold says where each turn starts and who holds it.
The results are plain dictionaries fit for JSON, without texts; `format_table` and `format_corpus` show them.
"""
