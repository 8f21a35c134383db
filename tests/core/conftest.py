"""What the core's tests need: the data on places, as `bootstrap` and the command line install them.

They know no other fixture, so that `make core` loads neither Flask nor a database (see the Makefile).
"""

from app.adapters.reference import ReferenceFile
from app.core import places

places.install(ReferenceFile())
