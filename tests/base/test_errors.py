import pytest

from jiyao.base.errors import Conflict, Invalid, JiyaoError, NotAllowed


@pytest.mark.parametrize("kind", [Invalid, NotAllowed, Conflict])
def test_error_is_one_of_three_and_says_its_message(kind: type[JiyaoError]) -> None:
    error = kind("what is wrong, where, and what to do")

    assert kind.__bases__ == (JiyaoError,)
    assert str(error) == "what is wrong, where, and what to do"
