"""Accounts of the demonstration, one for each role: `choosing` finds for whom, `opening` opens them."""
