"""Word file and workbooks against the schemas of the format, by a validator that is not ours."""

import io
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.drafts import Draft


def violations(file: Path) -> list[str]:
    """What breaks the schema of a part, as the validator tells it."""
    result = OpenXmlValidator(semantic_validation=False).validate(file)
    return [f"{error.part_uri}: {error.description}" for error in result.errors]


def test_the_word_file_with_its_charts_keeps_the_schema(drafted: Draft) -> None:
    assert violations(drafted.docx) == []


def test_the_workbooks_inside_keep_the_schema(drafted: Draft, tmp_path: Path) -> None:
    with zipfile.ZipFile(drafted.docx) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert len(books) == 2
        for name in books:
            (tmp_path / "Diagramm.xlsx").write_bytes(archive.read(name))
            assert violations(tmp_path / "Diagramm.xlsx") == []


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("word/charts/chart1.xml", b"<c:crossBetween", b"<c:crossBetwixt"),
        ("word/document.xml", b"<w:keepNext/>", b"<w:keepNexxt/>"),
    ],
)
def test_the_validator_would_tell(
    drafted: Draft, tmp_path: Path, part: str, right: bytes, wrong: bytes
) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(drafted.docx) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert right in content
                content = content.replace(right, wrong, 1)
            target.writestr(name, content)
    (tmp_path / "falsch.docx").write_bytes(changed.getvalue())
    assert any(told.startswith(f"/{part}") for told in violations(tmp_path / "falsch.docx"))
