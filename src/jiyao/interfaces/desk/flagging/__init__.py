"""Flags at the desk: what each says of a record, in plain words."""
