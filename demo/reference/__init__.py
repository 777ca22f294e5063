"""Our own small extracts of reference data, how they are made (`make.py`) and loaded (`loading.py`)."""
