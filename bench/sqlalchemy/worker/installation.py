"""Says on standard output, as JSON, whether this Python can read with SQLAlchemy, and with which versions."""

import json
import platform
import sys

from engines import Unusable, choose_driver, sqlalchemy_version

LEAST_PYTHON = (3, 8)


def describe():
    """The versions, or why they won't do."""
    try:
        if sys.version_info < LEAST_PYTHON:
            raise Unusable("it is Python %d.%d, and the reads need 3.8" % sys.version_info[:2])
        sqlalchemy = sqlalchemy_version()
        driver, driver_version = choose_driver(sqlalchemy)
    except Unusable as reason:
        return {"kind": "unusable", "reason": str(reason)}
    packages = {"python": platform.python_version(), "sqlalchemy": sqlalchemy, driver: driver_version}
    return {"kind": "usable", "packages": packages}


print(json.dumps(describe()))
