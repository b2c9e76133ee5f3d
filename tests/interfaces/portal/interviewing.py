"""A person who fills in the interview's pages: what the tests of it share."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.test import Client

MINE = "/mine/"
HIDDEN = re.compile(r'<input type="hidden" name="(form|asked|screen)" value="([^"]*)">')
CHOICE = re.compile(r'<button class="choice[^"]*" name="value" value="([^"]*)">')
OPTION = re.compile(r'<option value="([^"]+)"')


@dataclass
class Visitor:
    """Somebody with a browser that runs no script: posts what stands in the form, and the button pressed."""

    client: Client
    page: str = ""
    status: int = 0
    left: int | None = None
    asked: list[str] = field(default_factory=list)

    def post(self, **fields: str) -> "Visitor":
        """Presses a button, with other fields filled in."""
        response = self.client.post(MINE, {**self.hidden, **fields})
        self.status, self.page = response.status_code, response.content.decode()
        self.left = None if response.context is None else response.context.get("left")
        if self.question:
            self.asked.append(self.question)
        return self

    @property
    def hidden(self) -> dict[str, str]:
        """What the form carries."""
        return {name: unescape(value) for name, value in HIDDEN.findall(self.page)}

    @property
    def question(self) -> str:
        """The row and the fact that are asked, if anything is."""
        return self.hidden.get("asked", "")

    @property
    def kind(self) -> str:
        """Which control stands in the page."""
        if CHOICE.search(self.page):
            return "buttons"
        found = re.search(r'<(select|input type="date"|span class="with-unit")', self.page)
        return {"select": "select", 'input type="date"': "day", None: "text"}.get(
            found and found[1], "number"
        )

    @property
    def offered(self) -> list[str]:
        """The answers that can be chosen."""
        return CHOICE.findall(self.page) or OPTION.findall(self.page.partition('id="value"')[2])

    @property
    def headline(self) -> str:
        """The figure or day on the page, and what it is."""
        found = re.search(r'<div class="headline" role="status">(.*?)</div>', self.page, re.DOTALL)
        return "" if found is None else " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())

    def begin(self, profile: str, **rows: str) -> "Visitor":
        """Says who asks, and what there is."""
        self.post(do=f"profile:{profile}")
        return self.post(do="chosen", **{f"rows-{name}": count for name, count in rows.items()})
