"""One call of every service of AWS that botocore knows and the product does not have.

In: the endpoint in AWS_ENDPOINT_URL; as arguments the services that are here, and `--all` for every operation instead of one. Out: a line of
JSON for each call that was not refused as it should be, and last one with the number of services and calls.
Never here: retries that were not a client's own, checks of parameters that would keep a call from reaching the server.
"""

import json
import socket
import sys

import botocore
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

ALL = "--all" in sys.argv
HERE = set(sys.argv[1:]) - {"--all"}
# One signs for several Regions, which takes more than botocore, one with a token there is no way to get.
SIGNATURES = {"cloudfront-keyvaluestore": "v4", "codecatalyst": botocore.UNSIGNED}
# Its endpoint is made of it.
ARNS = {"KvsARN": "arn:aws:cloudfront::000000000000:key-value-store/x"}
CONFIG = dict(parameter_validation=False, inject_host_prefix=False, max_pool_connections=1)
LENGTH_OF_NOTHING = 16


def everything_leads_here(*words, _real=socket.getaddrinfo, **more):
    """Some endpoint rules put an account or a bucket before the host, which is no name of this machine."""
    return _real("127.0.0.1", *words[1:], **more)


socket.getaddrinfo = everything_leads_here


def example(shape, depth=0):
    """Some value of a shape, with nothing in it that need not be."""
    kind = shape.type_name
    if kind == "structure":
        if shape.is_tagged_union and shape.members:
            name, member = next(iter(shape.members.items()))
            return {name: example(member, depth + 1)} if depth < 6 else {}
        wanted = shape.required_members if depth < 6 else []
        return {name: ARNS.get(name) or example(shape.members[name], depth + 1) for name in wanted}
    if kind == "string":
        least = shape.metadata.get("min", 1)
        return shape.enum[0] if getattr(shape, "enum", None) else "x" * max(least, LENGTH_OF_NOTHING)
    simple = {"list": [], "map": {}, "boolean": False, "timestamp": "2026-11-22T00:00:00Z", "blob": b"x", "double": 1.0, "float": 1.0}
    return simple[kind] if kind in simple else max(1, shape.metadata.get("min", 1))


def cheapest(model):
    """The operations, those that need least first."""
    def cost(operation):
        shape = operation.input_shape
        return (len(shape.required_members) if shape else 0, operation.has_event_stream_input, operation.name)
    operations = [model.operation_model(name) for name in model.operation_names]
    return sorted(operations, key=cost)


def called(client, operation, sent):
    """What is wrong with the answer to a call; None if nothing is."""
    parameters = example(operation.input_shape) if operation.input_shape else {}
    try:
        client._make_api_call(operation.name, parameters)
    except ClientError as error:
        return judged(error.response, operation, sent)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "it was accepted"


def judged(answer, operation, sent):
    told, meta, model = answer["Error"], answer["ResponseMetadata"], operation.service_model
    if meta["HTTPStatusCode"] != 501 or meta.get("RetryAttempts", 0) > 0:
        return f"{meta} {told}"
    if sent[-1] == "HEAD":
        # Without a body the status is all there is.
        return None
    names = [model.metadata["serviceFullName"], f"({model.signing_name} "]
    words = told.get("Message", "")
    well = told["Code"] == "NotImplemented" and "SCOPE.md" in words and any(name in words for name in names)
    return None if well else str(told)


def main():
    session = botocore.session.get_session()
    services = calls = 0
    for name in session.get_available_services():
        if name in HERE:
            continue
        services += 1
        client = session.create_client(name, config=Config(signature_version=SIGNATURES.get(name), **CONFIG))
        sent = []
        client.meta.events.register("before-send.*.*", lambda request, **_: sent.append(request.method))
        operations = cheapest(client.meta.service_model)
        for operation in operations if ALL else operations[:1]:
            calls += 1
            trouble = called(client, operation, sent)
            if trouble:
                print(json.dumps({"service": name, "operation": operation.name, "trouble": trouble}), flush=True)
        client.close()
    print(json.dumps({"services": services, "calls": calls}))


main()
