"""Rows checked: `values` makes a value of a cell, `rows` looks at a row as a whole and finds whom it is about."""
