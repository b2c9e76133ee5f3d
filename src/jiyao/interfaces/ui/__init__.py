"""The shared look of every screen: the page, its parts (`templatetags/`), its style, and language and type size.

`policy` makes the catalogue of measures and what is told of each from the rule itself, `library` shows the documents
that rules rest on, and `pack` keeps the pack.
`determinations` tells determinations with their clauses. `policy_words` and `sentences` say policy and determinations
on pages and on the command line alike.
`paper` sets PDF files: lists to take along, later decisions and certificates. `logs` notes how
the product runs, without anything personal.
"""
