"""The demonstration province and its planted truth."""
