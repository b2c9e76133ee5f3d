"""Papers: PDF files set by Typst, in memory, with fonts that come along.

`look.typ` is their shared look. A template stands in the `paper` folder of the interface that it belongs to.
"""
