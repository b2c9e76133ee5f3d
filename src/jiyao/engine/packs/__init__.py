"""Reading a pack: YAML with the line of every value, overlays, schemas, and the checks that refuse a pack whole."""
