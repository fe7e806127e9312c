"""An independent, deliberately naive count: plain loops over persons, days and rows.

It shares no code with the program. It was written from the definitions in words and is held
against the worked examples, the sample project and generated projects.
"""
