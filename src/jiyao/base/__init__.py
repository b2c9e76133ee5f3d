"""What every folder may use and none owns: errors, money in whole fen, periods of days, working days. Pure Python."""
