"""The tables of the dataset, each column declared once: name, type, nullability, description, unit and limits.

Arrow (`schemas.arrow`), Pandera (`schemas.frames`) and the data card are derived from `TABLES`. Nothing heavy is
imported here.
"""

from schemas.model import Field, ForeignKey, Row, Rows, Table
from schemas.tables import LOSSY_RULES, SCHEMA_VERSION, TABLES

__all__ = ["LOSSY_RULES", "SCHEMA_VERSION", "TABLES", "Field", "ForeignKey", "Row", "Rows", "Table"]
