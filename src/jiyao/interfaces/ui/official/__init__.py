"""Official papers: what they say is put together once as data, and written as DOCX and as PDF from the same.

Papers are in Chinese, whatever the language of the page.
"""
