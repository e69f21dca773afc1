"""Loads the reads beside this folder."""

from functools import lru_cache
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]


def _file_of(pattern):
    return FOLDER / f"{pattern.split('/')[1].replace('-', '_')}.py"


@lru_cache(maxsize=None)
def load_pattern(pattern):
    """The module of the pattern `sqlalchemy/<name>`; by its path, since a folder on the path would hide SQLAlchemy."""
    file = _file_of(pattern)
    spec = spec_from_file_location(f"ormeter_{file.stem}", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def describe_pattern(pattern):
    """What a pattern says of itself, with a digest of its source."""
    return {
        "id": pattern,
        "does": load_pattern(pattern).DOES,
        # text() gives rows of columns: nothing is mapped.
        "yields": "raw",
        "options": {},
        "source": sha256(_file_of(pattern).read_bytes()).hexdigest(),
    }
