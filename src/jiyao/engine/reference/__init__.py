"""The definition of right: plain, slow, one row after another. Every other back end must agree with it.

It shares the tree and the calendar with them, and nothing else.
"""

from jiyao.engine.reference.determining import determine

__all__ = ["determine"]
