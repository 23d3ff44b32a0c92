"""One poll as the API's documentation shows it: bench/beside/poll-once.py ORIGIN RUN_ORDER_ID"""

import sys

import requests

answer = requests.get(
    f"{sys.argv[1]}api/open/v2/workflow/run/execution",
    params={"run_order_id": sys.argv[2]},
    headers={"Authorization": "Bearer x"},
    timeout=30,
)
print(answer.json()["data"]["status"])
