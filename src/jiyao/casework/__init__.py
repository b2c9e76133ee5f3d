"""Cases: what is asked of an office, and what becomes of it.

`life.py` is the one table of steps; `kinds` says, a file a kind, which of them a kind takes and what a decision does.
`freezing.py` keeps what a determination rested on, `time_limits.py` reads the procedure. Requests to correct a record
更正申请 are older and still apart: `claiming.py` reads what is claimed of a column. Only this area calls what corrects,
suspends or revokes in another.
"""
