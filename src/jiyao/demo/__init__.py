"""The demonstration province and its planted truth.

`drawing` makes it, block by block, in arrays; `filling` writes the blocks as Parquet or into the database.
"""
