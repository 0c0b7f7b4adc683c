"""Our kernel passes every conformance test, once a JDK; of the quick run is the published suite."""

import pytest
from conformance import Beyond, Flowlab, cases
from conftest import SPECS

for version, spec in SPECS.items():
    for case in cases(spec, Flowlab):
        case.__name__ = case.__qualname__ = f"Test{case.__name__}{version}"
        case.__module__ = __name__
        globals()[case.__name__] = case if issubclass(case, Beyond) else pytest.mark.fast(case)
del case, Beyond
