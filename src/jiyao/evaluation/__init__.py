"""评价: contest results and coaching."""
