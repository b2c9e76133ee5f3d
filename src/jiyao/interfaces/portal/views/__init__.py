"""One module a page, or a few pages that belong together."""
