"""The ten measures in OpenFisca-Core: `python -m bench.peers.openfisca IN.parquet OUT.parquet`.

OpenFisca has no unknown value, so its user carries it: a boolean `<fact>_known` beside each input,
`unknown` in each enumeration, and truth as the integers of `kleene`. Each condition is a variable,
computed once however many measures ask for it. One simulation a row group.
"""

from datetime import date
from importlib.metadata import version

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.constants import AS_OF, CODES, MEASURES, YIELDS_TO
from bench.peers import openfisca_rules as rules
from bench.peers.columns import Column
from bench.peers.kleene import all_of, first_false, unless
from bench.peers.slices import Determine, Outcome, determine_file
from bench.program import run

PERIOD = f"{AS_OF:%Y-%m}"
Person = build_entity(key="person", plural="persons", label="A person", is_person=True)

DATES = ["born_on", "graduated_on", "certificate_issued_on", "contest_on"]
FLAGS = [
    "hukou_local", "is_student", "is_retired", "poor_household", "disabled", "returned_migrant",
    "has_enterprise",
]  # fmt: skip
NUMBERS = [
    "insured_months", "unemployed_months", "certificate_level", "occupation_years", "training_days",
    "subsidies_this_year", "enterprise_age_months", "enterprise_staff", "hired_staff",
]  # fmt: skip
TYPES = dict.fromkeys(DATES, date) | dict.fromkeys(FLAGS, bool) | dict.fromkeys(NUMBERS, int)


def enumeration(fact: str) -> type[Enum]:
    return Enum(fact, {code: code for code in [*CODES[fact], "unknown"]})


ENUMS = {fact: enumeration(fact) for fact in CODES}


def variable(name: str, value_type: type, formula: rules.Formula | None = None, **more):
    """The class that OpenFisca wants for each input and each result."""
    members = {"value_type": value_type, "entity": Person, "definition_period": DateUnit.MONTH}
    if formula:
        members["formula"] = formula
    return type(name, (Variable,), members | more)


def code_variable(name: str) -> type[Variable]:
    enum = ENUMS[name]
    return variable(name, Enum, possible_values=enum, default_value=enum["unknown"])


def inputs() -> list[type[Variable]]:
    """The facts, where each is known, and what several rules derive from them."""
    known = [f"{name}_known" for name in [*TYPES, "age_years"]]
    return [
        *(variable(name, value_type) for name, value_type in TYPES.items()),
        *(variable(name, bool, default_value=True) for name in known),
        *(code_variable(name) for name in CODES),
        variable("age_years", int, rules.age_years),
        variable("city_percent", int, rules.city_percent),
    ]


def conditions(measure: str, person, period) -> list[np.ndarray]:
    """Truths of the measure's conditions and then of its exclusions, in order."""
    own = [person(name, period) for name in rules.REQUIRES[measure]]
    return own + [unless(person(rival, period)) for rival in YIELDS_TO.get(measure, [])]


def results(measure: str) -> list[type[Variable]]:
    """Truth, amount, whether the amount is known, and the number of the first failed condition."""

    def truth(person, period):
        return all_of(conditions(measure, person, period))

    def amount(person, period):
        return np.where(person(measure, period) > 0, rules.AMOUNTS[measure](person, period), 0)

    def amount_known(person, period):
        found = person(measure, period)
        facts_known = rules.AMOUNT_KNOWN.get(measure, rules.always)(person, period)
        return ((found > 0) & facts_known) | (found < 0)

    def failed(person, period):
        return first_false(conditions(measure, person, period))

    return [
        variable(measure, int, truth),
        variable(f"{measure}_amount_fen", int, amount),
        variable(f"{measure}_amount_known", bool, amount_known),
        variable(f"{measure}_failed", int, failed),
    ]


def tax_benefit_system() -> TaxBenefitSystem:
    """The law, as OpenFisca calls it."""
    found = TaxBenefitSystem([Person])
    found.add_variables(*inputs())
    found.add_variables(*(variable(n, int, formula) for n, formula in rules.CONDITIONS.items()))
    for measure in MEASURES:
        found.add_variables(*results(measure))
    return found


def give(simulation: Simulation, name: str, column: Column) -> None:
    """Sets one input and, unless it carries its own unknown, where it is known."""
    values, known = column
    if name in ENUMS:
        simulation.set_input(name, PERIOD, EnumArray(values.astype(np.int16), ENUMS[name]))
        return
    simulation.set_input(name, PERIOD, values.astype("M8[D]") if name in DATES else values)
    if known is not None:
        simulation.set_input(f"{name}_known", PERIOD, known)


def simulation_of(system: TaxBenefitSystem, columns: dict[str, Column]) -> Simulation:
    persons = len(columns["born_on"][0])
    simulation = SimulationBuilder().build_default_simulation(system, count=persons)
    for name, column in columns.items():
        if name != "person_id":
            give(simulation, name, column)
    return simulation


def outcome(simulation: Simulation, measure: str) -> Outcome:
    names = [measure, f"{measure}_amount_fen", f"{measure}_amount_known", f"{measure}_failed"]
    return Outcome(*(simulation.calculate(name, PERIOD) for name in names))


def determiner() -> Determine:
    """Determines one slice after another; the system is built once."""
    system = tax_benefit_system()

    def determine(columns: dict[str, Column]) -> dict[str, Outcome]:
        simulation = simulation_of(system, columns)
        return {measure: outcome(simulation, measure) for measure in MEASURES}

    return determine


def determine_file_with_openfisca(source: str, target: str) -> None:
    determine_file(source, target, determiner())


if __name__ == "__main__":
    run("OpenFisca-Core", version("openfisca-core"), determine_file_with_openfisca)
