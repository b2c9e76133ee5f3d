"""The province's own hand: gaps, values that are entered, changes that wait for a second official, in words."""
