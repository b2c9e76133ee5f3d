"""Cases: what is asked of an office, and what becomes of it. The first kind is 更正申请, a request to correct a record.

`claiming.py` reads what is claimed of a column. Only this area calls what corrects, suspends or revokes in another.
"""
