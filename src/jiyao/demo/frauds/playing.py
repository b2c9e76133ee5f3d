"""How scenes are kept: each is played in three ways: 0 the fraud, 1 and 2 what looks like it and is innocent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jiyao.demo.frauds.stage import Actor, Stage

FRAUD, FIRST_ALIKE, SECOND_ALIKE = 0, 1, 2
Play = Callable[[Stage, Sequence[Actor], int], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene. `pool`: of whom it needs `people`."""

    pool: str
    people: int
    play: Play


class Scenes(dict[str, Scene]):
    """Scenes by the name of the fraud."""

    def scene(self, pool: str, people: int) -> Callable[[Play], Play]:
        """Keeps a function as a scene that needs so many people of a pool."""

        def kept(play: Play) -> Play:
            self[play.__name__] = Scene(pool, people, play)
            return play

        return kept
