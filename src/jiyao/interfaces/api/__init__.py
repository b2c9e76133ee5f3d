"""The API: what programs may ask, as JSON under `/api/v1/`. For now everything in it is public.

`routes` holds one module a resource, `records` the shapes of answers, `document` the OpenAPI document and the page
made of it. `service` puts them together; a token and what it opens go there and into routes of their own.
"""
