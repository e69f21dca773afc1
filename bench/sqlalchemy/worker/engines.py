"""What of SQLAlchemy and its drivers is there, and how to connect with it."""

import re
from importlib import import_module

#: The article's driver first. SQLAlchemy knows psycopg 3 from 2.0 on.
DRIVERS = (("psycopg2", (1, 4)), ("psycopg", (2, 0)))

DEBIAN_PACKAGES = {"sqlalchemy": "python3-sqlalchemy", "psycopg2": "python3-psycopg2", "psycopg": "python3-psycopg"}


class Unusable(Exception):
    """This Python can't read what is asked for; says why, and what would help."""


def _version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def _import(name):
    try:
        return import_module(name)
    # Not ImportError alone: a package that is broken (a driver without its libpq) fails as it likes.
    except Exception as error:  # pylint: disable=broad-except
        return error


def sqlalchemy_version():
    """SQLAlchemy's version as text; raises Unusable where it is missing, or one that isn't known to read alike."""
    sqlalchemy = _import("sqlalchemy")
    if isinstance(sqlalchemy, Exception):
        raise Unusable(f"it has no SQLAlchemy ({sqlalchemy}); Debian's package is {DEBIAN_PACKAGES['sqlalchemy']}")
    text = sqlalchemy.__version__
    if not (1, 4) <= _version(text) < (3, 0):
        age = "old" if _version(text) < (1, 4) else "new"
        raise Unusable(f"its SQLAlchemy {text} is too {age}: the reads are written for 1.4 and 2.x")
    return text


def choose_driver(sqlalchemy):
    """Name and version of the driver to use with this version of SQLAlchemy; raises Unusable where there is none."""
    failures = []
    for name, least in DRIVERS:
        if _version(sqlalchemy) < least:
            failures.append(f"{name}: SQLAlchemy {sqlalchemy} doesn't know it")
            continue
        driver = _import(name)
        if not isinstance(driver, Exception):
            return name, driver.__version__.split()[0]
        failures.append(f"{name}: {driver}")
    raise Unusable(
        f"it has no driver for SQLAlchemy {sqlalchemy} ({'; '.join(failures)}); "
        f"Debian's package is {DEBIAN_PACKAGES['psycopg2']}"
    )


class UnfitSession(Exception):
    """A connection that isn't fit to be read in; the message is for the user."""


def open_engine(data_set, application_name):
    """An engine that may only read, and whose first connection stands already, so that the window holds no connecting.

    The driver begins each transaction as a read-only one, which needs no startup parameter: poolers drop those. That it
    is one is the server's word.
    """
    from sqlalchemy import create_engine, text  # pylint: disable=import-outside-toplevel

    driver, _ = choose_driver(sqlalchemy_version())
    engine = create_engine(
        re.sub(r"^postgres(ql)?://", f"postgresql+{driver}://", data_set["url"]),
        connect_args={"application_name": application_name},
        execution_options={"postgresql_readonly": True},
    )
    with engine.connect() as connection:
        if connection.execute(text("SELECT current_setting('transaction_read_only')")).scalar() != "on":
            raise UnfitSession("Reads must be read-only, and SQLAlchemy's session isn't, though it was told to be.")
    return engine
