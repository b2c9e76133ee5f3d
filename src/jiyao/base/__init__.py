"""What every folder may use and none owns: errors, money in whole fen, periods of days, working days,
progress, folders that are whole or not there. Nothing but Python's own library.
"""
