"""Where what a body publishes stands, under the installation's address. Signed files name them: never change one."""

from uuid import NAMESPACE_URL, uuid5

from jiyao.evaluation.credentials.status import Purpose


def issuer_address(address: str, organisation: int) -> str:
    """Of a body's document with its keys."""
    return f"{address}/issuers/{organisation}"


def list_address(address: str, organisation: int, number: int, purpose: str) -> str:
    """Of a status list of a body."""
    return f"{issuer_address(address, organisation)}/status/{number}/{Purpose(purpose).value}"


def named_for_good(address: str, *parts: object) -> str:
    """A name that is the same for the same parts each time, and stands for them without leading anywhere."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join([address, *map(str, parts)]))}"
