"""The shared look of every screen: the page, its parts (`templatetags/`), its style, and language and type size.

`policy_words` and `sentences` say policy and determinations on pages and on the command line alike.
"""
