"""How answers are written."""

from ninja.renderers import JSONRenderer

JSON_ANSWER = "application/json; charset=utf-8"


class Renderer(JSONRenderer):
    """Writes Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}
