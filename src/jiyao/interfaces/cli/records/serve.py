"""`jiyao serve`."""

from contextlib import nullcontext

import click
from django.conf import settings
from granian.constants import Interfaces
from granian.server import Server

from jiyao.interfaces.cli.records.beside import WorkerBeside
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.interfaces.ui.safety import refuse_unsafe_key

USUAL_PORT = 8000
THREADS = 8
"""How many requests a process answers at a time; more would wait for each other, and each holds a connection."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=USUAL_PORT, show_default=True, help="The port."
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--without-worker", is_flag=True, help="Leave the queue to `jiyao work`, run apart.")
@pass_session
@failing_clearly
def serve(session: Session, host: str, port: int, workers: int, without_worker: bool) -> None:
    """Serve the pages until interrupted, with a worker for the queue beside them."""
    refuse_unsafe_key()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    session.console.print(session.say("serving", f"http://{host}:{port}"))
    server = Server(
        "jiyao.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
        log_dictconfig=settings.LOGGING,
    )
    with nullcontext() if without_worker else WorkerBeside(_spoken(session)):
        server.serve()


def _spoken(session: Session) -> list[str]:
    """The session as the arguments of another command."""
    return ["--lang", session.language, *(["--demo"] if session.demonstration else [])]
