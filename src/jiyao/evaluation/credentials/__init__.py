"""A certificate as a file that anyone can check: made, signed, revoked, judged. No clock and no network."""
