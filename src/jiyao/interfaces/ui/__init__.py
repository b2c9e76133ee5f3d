"""The shared look of every screen: the page, its parts (`templatetags/`), its style, and language and type size."""
