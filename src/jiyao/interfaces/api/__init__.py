"""The API: what programs may ask, as JSON under `/api/v1/`: policy for everybody, records for those who have a token.

`routes` holds one module a resource, `records` the shapes of answers, `document` the OpenAPI document and the page
made of it. `tokens` says who asks and what the permission table lets them do; `service` puts all together.
"""
