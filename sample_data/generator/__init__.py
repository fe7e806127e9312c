"""Writes the invented exports of the sample projects. Run `python sample_data/generate.py`."""
