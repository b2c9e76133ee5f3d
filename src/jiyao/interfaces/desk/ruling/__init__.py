"""The rule editor: a measure as parts, each with a form of its own, written into a draft as the YAML that packs are."""
