"""Sessions of evaluation on pages: how they, their candidates and their sittings are told, and what forms ask."""
