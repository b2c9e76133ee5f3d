"""An employer's roster: its template, its rows checked and determined, and what they come to. Nothing is recorded."""
