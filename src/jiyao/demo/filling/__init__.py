"""Where the blocks go: Parquet of the records' shape, or the records themselves."""
