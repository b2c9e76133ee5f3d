"""The portal: what everybody may see, without an account or with one. Pages in `views/`, words in `templates/`."""
