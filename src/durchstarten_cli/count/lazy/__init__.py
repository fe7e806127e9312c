"""The same tables and the same register in a database: the variant of counted.py for DuckDB.

Every function here goes from lazy tables to a lazy table, written against narwhals; its pair on
arrays has the same name. tests/test_database.py holds them equal. Imported only by whoever counts
in a database: narwhals and duckdb are an extra of the package (docs/decisions/0008-register.md).
"""
