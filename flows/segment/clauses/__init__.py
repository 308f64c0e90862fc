"""Reporting clauses: which words of a sentence say whose speech it gives."""
