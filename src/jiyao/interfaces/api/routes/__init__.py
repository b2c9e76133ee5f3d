"""One module a resource. Each turns a request into values, makes one call, and turns the answer into a record."""
