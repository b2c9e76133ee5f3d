"""The rules engine: pack files in, and from each rule a function for one person and a SELECT for everybody.

It knows no province, no database and no web. `packs` reads and checks a pack, `rules` is the language, `measures`
what a checked measure is, `determination` answers for one person, `population` for everybody, `simulation` tries a
draft, and `reference` is the definition of right on which all must agree.
"""
