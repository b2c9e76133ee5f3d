"""Views of the entrance that allauth does not bring."""
