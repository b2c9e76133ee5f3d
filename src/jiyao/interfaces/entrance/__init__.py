"""The entrance: signing in and out, passwords, second factors, sessions. allauth does it, in our look and by our rules.

`templates/` holds allauth's pages in both languages, under allauth's names; `views/` holds what it does not bring. A
page without a template here has no address either: nobody signs up, and nothing is sent by mail.
"""
