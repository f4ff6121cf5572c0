"""boto3 calls on behalf of the tests.

In: one JSON object a line: service, operation or wait, parameters; "open" names the member of the answer that is an event stream, and
"next" asks for its next event. Out: one JSON object a line: answer or refusal.
Never here: retries, and checks of parameters that would keep a bad call from reaching the server.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

CONFIG = Config(retries={"max_attempts": 0}, parameter_validation=False)
CLIENTS = {}
STREAMS = []


def client(service):
    if service not in CLIENTS:
        CLIENTS[service] = boto3.client(service, config=CONFIG)
    return CLIENTS[service]


def perform(ask):
    if "next" in ask:
        return next(STREAMS[-1])
    one = client(ask["service"])
    if "wait" in ask:
        patience = {"Delay": 1, "MaxAttempts": ask.get("attempts", 180)}
        return one.get_waiter(ask["wait"]).wait(WaiterConfig=patience, **ask["parameters"])
    answer = getattr(one, ask["operation"])(**ask["parameters"])
    answer.pop("ResponseMetadata", None)
    if "open" in ask:
        STREAMS.append(iter(answer.pop(ask["open"])))
    return answer


def reply(ask):
    try:
        return {"answer": perform(ask)}
    except ClientError as error:
        told, meta = error.response["Error"], error.response["ResponseMetadata"]
        return refusal(told["Code"], told.get("Message", ""), meta["HTTPStatusCode"])
    except BotoCoreError as error:
        return refusal(type(error).__name__, str(error), 0)


def refusal(code, message, status):
    return {"refusal": {"code": code, "message": message, "status": status}}


for line in sys.stdin:
    print(json.dumps(reply(json.loads(line)), default=str), flush=True)
