"""Determining everybody: from the same trees one layered SELECT a subject, run by DuckDB on Parquet."""
