"""Settings: the only place that knows every area, and where the environment is read."""
