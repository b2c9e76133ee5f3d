"""The desk: where officials, bodies and departments work. Dense, and made for the keyboard.

`views/` has a module for each thing that is done. Lists, details, histories and exports are one module for every kind
of record: the kind's table says the rest. `funds` tells of money: lines, allocations, batches; `flagging` of flags.
"""
