"""The demonstration province and its planted truth.

`drawing` makes it in arrays, `frauds` plants among it, `paying` decides what was claimed in the past; `blocks.py` puts
the three together, block by block, and `filling` writes the blocks as Parquet or into the database. `accounts` opens an
account for each role in it, and `evaluating` holds sessions there.
"""
