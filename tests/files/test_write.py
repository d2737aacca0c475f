"""The writer leaves a thing whole or not at all, whatever breaks off."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lodeshift.errors import InputError
from lodeshift.files import write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_files_of_every_kind(tmp_path: Path) -> None:
    assert write.text(tmp_path / "a.txt", "鹤岗\n") == len("鹤岗\n".encode())
    write.table(tmp_path / "b.csv", ["x"], [[1], ["y"]])
    write.as_json(tmp_path / "c.json", {"城": 1})
    write.copy(tmp_path / "b.csv", tmp_path / "d.csv")
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "d.csv").read_bytes() == b"x\n1\ny\n"
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8")) == {"城": 1}
    assert names(tmp_path) == ["a.txt", "b.csv", "c.json", "d.csv"]


@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt, ValueError])
def test_a_write_that_breaks_off_leaves_what_stood_there(tmp_path: Path, kind: type[BaseException]) -> None:
    def rows() -> list[list[object]]:
        raise kind

    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    for path in (tmp_path / "a.csv", tmp_path / "new.csv"):
        with pytest.raises(kind), write.whole(path) as draft:
            draft.write_text("half", encoding="utf-8")
            rows()
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt])
def test_a_folder_stands_whole_or_the_older_one_does(tmp_path: Path, kind: type[BaseException]) -> None:
    target = tmp_path / "run"
    with write.folder(target) as draft:
        write.text(draft / "one", "1")
    with pytest.raises(kind), write.folder(target) as draft:
        write.text(draft / "two", "2")
        raise kind
    assert names(tmp_path) == ["one", "run"]
    with write.folder(target) as draft:
        write.text(draft / "two", "2")
    assert names(tmp_path) == ["run", "two"]


def test_the_older_folder_comes_back_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, rename = tmp_path / "run", Path.rename
    with write.folder(target) as draft:
        write.text(draft / "one", "1")

    def refused(path: Path, to: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError("no")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="no"), write.folder(target) as draft:
        write.text(draft / "two", "2")
    assert names(tmp_path) == ["one", "run"]


def test_files_go_beside_what_stands_there(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    for name in ("mine.csv", "old.csv", "a.csv"):
        (tmp_path / "case" / name).write_text("before", encoding="utf-8")
    with write.files_in(tmp_path / "case", without=["old.csv", "a.csv"]) as draft:
        write.text(draft / "a.csv", "after")
    assert names(tmp_path / "case") == ["a.csv", "mine.csv"]
    assert (tmp_path / "case" / "a.csv").read_text(encoding="utf-8") == "after"
    with pytest.raises(KeyError), write.files_in(tmp_path / "case", without=["mine.csv"]) as draft:
        write.text(draft / "a.csv", "half")
        raise KeyError
    assert names(tmp_path) == ["a.csv", "case", "mine.csv"]


def test_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with write.files_in(Path()) as draft:
        write.text(draft / "a", "1")
    assert names(tmp_path) == ["a"]


def test_where_nothing_can_stand(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "a.txt"):
        with pytest.raises(InputError, match="a file in a folder that exists"):
            write.text(path, "x")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="a folder that can be made"):
        write.make_folder(tmp_path / "file" / "below")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_leave_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="a file that can be written"):
        write.text(tmp_path / "a.txt", "x")
    tmp_path.chmod(0o700)
