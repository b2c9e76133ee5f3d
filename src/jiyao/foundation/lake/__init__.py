"""The lake: a snapshot of the records as Parquet, and facts of everybody from it.

`columns` says what may leave the database, `exporting` has a child process (`child`) write it, `writing` makes facts
of it with sub-queries joined as `joining` does.
"""
