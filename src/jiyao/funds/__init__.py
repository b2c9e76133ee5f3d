"""保障: money by fund, division and year: allocated, committed, ordered, paid, and held against the bank and treasury.

It knows no cases. What is paid for is named by a text such as `case:12` and by the number of a grant. `banking` reads
and writes the files of banks and treasuries, as the files in `formats` describe them.
"""
