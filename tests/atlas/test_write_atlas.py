"""Writing the atlas: what it refuses, and that it puts nothing half-written into place."""

import shutil
from pathlib import Path

import pytest
import write_atlas
from data_files import file_name
from refusal import Refusal


def test_refuses_a_folder_that_is_no_atlas(publication: Path, tmp_path: Path) -> None:
    """Somebody else's files stay."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="is not empty and no atlas"):
        write_atlas.write(publication, tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_refuses_what_is_not_published(tmp_path: Path) -> None:
    """And says what to do."""
    with pytest.raises(Refusal, match="make build"):
        write_atlas.write(tmp_path / "published", tmp_path / "atlas")


def test_same_publication_gives_the_same_files(publication: Path, site: Path, tmp_path: Path) -> None:
    """To the last byte, and in the place of an older atlas."""
    folder = tmp_path / "atlas"
    shutil.copytree(site, folder)
    (folder / "data" / "site.js").write_text("old", encoding="utf-8")
    write_atlas.write(publication, folder)
    files = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} == files
    assert all((site / path).read_bytes() == (folder / path).read_bytes() for path in files)
    assert [path.name for path in tmp_path.iterdir()] == ["atlas"]


def test_failure_leaves_the_old_atlas(publication: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong while figures are written."""
    folder = tmp_path / "atlas"
    folder.mkdir()
    (folder / write_atlas.MARK).write_text("old", encoding="utf-8")
    monkeypatch.setattr(write_atlas, "QUERIES", tmp_path / "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        write_atlas.write(publication, folder)
    assert [path.name for path in folder.iterdir()] == [write_atlas.MARK]
    assert [path.name for path in tmp_path.iterdir()] == ["atlas"]


def test_codes_become_file_names() -> None:
    """Letters and digits as they are, all else in hexadecimal, and never two codes alike."""
    assert file_name("440300") == "440300"
    assert file_name("../x y") == "~2e~2e~2fx~20y"
    assert file_name("~2f") == "~7e2f"
