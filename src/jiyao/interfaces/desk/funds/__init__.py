"""What the pages of funds tell, and the forms that they take."""
