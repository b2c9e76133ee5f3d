"""`jiyao work`."""

import math
import os
import time

import click
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from jiyao.foundation.actions.queueing import take_up_lost
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.session import Session, pass_session

SECONDS = 1.0
SWEPT_EVERY = 3600
"""Seconds between two looks for sessions that are over; their rows go."""


@click.command()
@click.option("--once", is_flag=True, help="Do what waits, and end.")
@click.option("--beside", type=int, hidden=True, help="The process that began this one; they end together.")
@pass_session
@on_database
def work(session: Session, once: bool, beside: int | None) -> None:
    """Do the queue's jobs, one after the other, until stopped. What a killed worker left is taken up again."""
    worker = Worker(
        queue_names=["default"],
        interval=SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    swept = -math.inf
    while worker.running and beside in (None, os.getppid()):
        if time.monotonic() - swept > SWEPT_EVERY:
            SessionStore.clear_expired()
            swept = time.monotonic()
        for number in take_up_lost():
            click.echo(session.say("taken_up", number), err=True)
        worker.run()
        if once:
            break
        time.sleep(SECONDS)
