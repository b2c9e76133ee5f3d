"""What is told of determinations, the same for who asks without an account, for a person, and for officials.

`telling` says one in lines with their clauses, `sorting` lays many out by what they come to.
"""
