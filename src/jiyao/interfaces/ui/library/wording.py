"""The words of the clause that a source names, with what stands below it."""

from collections.abc import Iterator

from jiyao.engine.packs.library_files import ClauseFile
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Source

BELOW = ("第", "（", "(", "1", "①")
"""How the path of what stands below a clause goes on: 第四条第二款, 第四条（一）."""


def wording(pack: Pack, source: Source | None) -> tuple[str, ...]:
    """The words as the document has them, a paragraph each; nothing where they are not held."""
    if source is None or source.article is None:
        return ()
    held = pack.clauses.get(source.document, ())
    if not any(clause.path == source.article and clause.text for clause in held):
        return ()
    return tuple(
        line
        for clause in held
        if _belongs(clause.path, source.article)
        for line in _said(clause, source.article)
    )


def _belongs(path: str, article: str) -> bool:
    stem = article.removesuffix("、")
    return path == article or (path.startswith(stem) and path.removeprefix(stem).startswith(BELOW))


def _said(clause: ClauseFile, article: str) -> Iterator[str]:
    """The lines of a clause; of one below the article with its own mark in front."""
    mark = "" if clause.path == article else clause.path.removeprefix(article.removesuffix("、"))
    lines = [clause.title, *(clause.text or "").splitlines()]
    for number, line in enumerate(line for line in lines if line):
        yield f"{mark} {line}".strip() if number == 0 and not mark.startswith("第") else line
