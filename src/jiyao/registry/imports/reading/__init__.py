"""Files as rows of cells: CSV, workbooks, Parquet. What a file is, its content says, never its name."""
