import pytest

from detente.core.errors import WorkspaceError
from detente.workspace.streaming import writing


def test_a_file_stands_there_when_it_is_whole(tmp_path):
    out = tmp_path / "a.txt"
    with writing(out) as stream:
        stream.write("one\n")
        assert not out.exists()
    assert out.read_text() == "one\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_after_an_error_nothing_is_left_and_the_old_file_stands(tmp_path):
    out = tmp_path / "a.txt"
    out.write_text("old")

    def stopped():
        with writing(out) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert out.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("name", [".", "absent/a.txt"])
def test_a_place_that_cannot_be_written_is_told(tmp_path, name):
    with pytest.raises(WorkspaceError), writing(tmp_path / name):
        pass
