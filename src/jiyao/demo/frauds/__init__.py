"""Planted frauds and twice as many innocent look-alikes, told by records alone; the truth stands apart.

`stage` picks who takes part and keeps what is planted; `scenes` holds the frauds, a function each.
"""
