"""What breaks, and what then becomes of the work: one module a row of the table, one command for all.

    python -m benchmarks.faults kills|broker|lease|twice|killers|outage|disk|power|same|decisions|startup

The tests in `tests/faults` call the same functions with smaller figures.
"""
