"""A whole block: everything that is known of its people, what was planted among them, and what they were paid."""

import numpy as np

from jiyao.demo.drawing.advancing import write_appointments, write_title_candidacies
from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.certificates import (
    certificate_table,
    draw_certificates,
    draw_occupations,
    write_certificates,
)
from jiyao.demo.drawing.columns import Table, length
from jiyao.demo.drawing.contests import write_contests
from jiyao.demo.drawing.crowd import draw_crowd, write_people
from jiyao.demo.drawing.living import write_groups, write_households
from jiyao.demo.drawing.organisations import draw_employers, draw_shared, write_scarce_lists
from jiyao.demo.drawing.plan import SHARED, Plan
from jiyao.demo.drawing.schooling import write_schooling
from jiyao.demo.drawing.training import write_apprenticeships, write_enrolments
from jiyao.demo.drawing.working import draw_jobs, write_benefits, write_insurance, write_jobs
from jiyao.demo.frauds.planting import plant
from jiyao.demo.frauds.stage import Stage
from jiyao.demo.paying.recording import payments

Tables = dict[str, Table]


def drawn(plan: Plan, block: int) -> Tables:
    """The tables of a block, each row under the number that it has in the database."""
    shared = shared_tables(plan)
    found = shared
    if block != SHARED:
        found = tables(plan, block)
        found |= payments(plan, block, found, shared)
    for table in found.values():
        if "id" not in table:
            table["id"] = plan.first_number(block) + np.arange(length(table))
    return found


def shared_tables(plan: Plan) -> Tables:
    """The tables of what all blocks share."""
    _, block = draw_shared(plan)
    write_scarce_lists(block)
    return block.finished()


def tables(plan: Plan, number: int) -> Tables:
    """What the registers know of one block of people."""
    shared, _ = draw_shared(plan)
    block = Block.of(plan, number)
    crowd = draw_crowd(block)
    write_people(block, crowd)
    write_households(block, crowd)
    write_groups(block, crowd)
    employers = draw_employers(block, crowd)
    occupation = draw_occupations(block, crowd)
    jobs = draw_jobs(block, crowd, employers, occupation)
    write_jobs(block, crowd, employers, jobs)
    write_insurance(block, crowd, employers, jobs)
    write_benefits(block, crowd, jobs)
    stage = Stage(block, crowd, shared, employers, jobs)
    block.planted = plant(stage)
    held = draw_certificates(block, crowd, occupation, stage.spared)
    write_certificates(block, certificate_table(block, crowd, shared, held))
    write_schooling(block, crowd, shared)
    write_enrolments(block, crowd, shared)
    write_apprenticeships(block, crowd, employers, jobs)
    write_contests(block, crowd)
    write_title_candidacies(block, crowd, held)
    write_appointments(block, crowd, held, employers, jobs)
    return block.finished()
