"""The demonstration province and its planted truth.

`drawing` makes it, block by block, in arrays; `paying` decides what was claimed in the past; `filling` writes the
blocks as Parquet or into the database.
"""
