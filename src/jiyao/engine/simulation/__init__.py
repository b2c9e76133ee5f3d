"""Trying a draft on a population: the pack as it stands and with the draft, side by side; nothing is written."""

from jiyao.engine.simulation.simulating import MeasureChange, Simulation, simulate

__all__ = ["MeasureChange", "Simulation", "simulate"]
