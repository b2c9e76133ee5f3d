"""The auditor's bundle 审计包: the ledger with its acts, and all that each yuan rests on, to be checked elsewhere.

`sheets` says which tables it has and what every column means, `taking` reads them, `writing` makes SQLite, Parquet and
the data dictionary of them, `making` puts it together, and `verify.py` goes with it and checks it without the system.
"""
