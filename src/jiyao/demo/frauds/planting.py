"""Planting: every kind of fraud as often as is assumed, and each with two look-alikes."""

from jiyao.demo.drawing.columns import Table
from jiyao.demo.frauds.body_scenes import OF_BODIES
from jiyao.demo.frauds.playing import FRAUD, Scene
from jiyao.demo.frauds.rows import share
from jiyao.demo.frauds.scenes import OF_PEOPLE
from jiyao.demo.frauds.session_scenes import OF_SESSIONS
from jiyao.demo.frauds.stage import Stage

WAYS = 3
SCENES: dict[str, Scene] = {**OF_PEOPLE, **OF_BODIES, **OF_SESSIONS}
"""Every scene, by the name of the fraud."""


def plant(stage: Stage) -> dict[str, Table]:
    """What is planted in the block, by table. A block with too few people for a case goes without it, whole."""
    stage.case = stage.block.plan.first_number(stage.block.number)
    for kind, said in stage.block.assumed.frauds.items():
        scene = SCENES[kind]
        for _ in share(stage.block.plan, said.cases, stage.block.number):
            if not stage.has(scene.pool, WAYS * scene.people):
                break
            for way in range(WAYS):
                explanation = said.fraud if way == FRAUD else said.alike[way - 1]
                stage.told = (kind, way == FRAUD, explanation)
                scene.play(stage, stage.actors(scene.pool, scene.people), way)
                stage.case += 1
    return stage.tables()
