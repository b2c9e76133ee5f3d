"""Pages on evaluation for everybody: the three routes, the ladder of levels and posts, items and qualifications."""
