"""What is collected of these tests."""

import os

collect_ignore = (
    []
    if os.environ.get("CAREERGRAPH_DATA")
    else ["test_whole_esco.py", "test_whole_onet.py"]
)
