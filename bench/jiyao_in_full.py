"""The ten measures in Jiyao with everything that it tells: `python -m bench.jiyao_in_full IN.parquet OUT.parquet`.

Beside outcome, amount and first failed condition also the first unknown one, whether it is payable, and the day
of the next change.
"""

from importlib.metadata import version

from bench.jiyao_engine import determine, translate
from bench.program import run
from jiyao.engine.population.statement import FIELDS

if __name__ == "__main__":
    run(
        "Jiyao, everything",
        version("jiyao"),
        lambda source, target: determine(source, target, FIELDS),
        translate,
    )
