"""Cases at the desk: the queue by duty, one case with what the rules said and say of it, and its buttons."""
