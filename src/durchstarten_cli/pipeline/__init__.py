"""The recipe: sources, normalise, validate, count, disclose, compose, render - in that order.

`examine` goes from files to figures, `report` from figures to documents; both call the stages in
turn and decide nothing else. `material` finds what a statement is made of beside the deliveries.
"""
