"""The OpenAPI document, made of the routes and the pack, and the page made of it."""
