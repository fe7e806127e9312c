"""The empty typer program that start-up is measured against: no command, no help in colours."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _version(wanted: bool) -> None:
    if wanted:
        print("1")
        raise typer.Exit


@app.command()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Nothing."""


if __name__ == "__main__":
    app()
