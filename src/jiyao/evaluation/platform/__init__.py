"""Files to and from the national platform: how they look, and what their rows say."""
