"""培养: enrolments in training and apprenticeships."""
