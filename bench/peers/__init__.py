"""The other engines: `python -m bench.peers.NAME IN.parquet OUT.parquet`.

`numpy_hand`, `openfisca`, `zen` and `python_hand` are programs; the rest is what they share.
"""
