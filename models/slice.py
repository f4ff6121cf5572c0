"""Cut the slice of the AWS service models this product speaks.

In: an installed botocore, and operations.txt beside this file. Out: one <service>.json per service:
names, types, constraints, errors and wire traits. Documentation strings are never copied. The names of all
operations of a service are kept, so that one AWS has and this product has not is told from one nobody has. Exceptions
that can end an event stream are left out of it: this product ends one by closing it.
"""

import json
import pathlib

import botocore
import botocore.loaders

HERE = pathlib.Path(__file__).parent
METADATA = ["apiVersion", "endpointPrefix", "jsonVersion", "protocols", "signingName", "targetPrefix",
            "xmlNamespace", "serviceId", "awsQueryCompatible"]
SHAPE = ["type", "required", "enum", "min", "max", "pattern", "flattened", "locationName", "timestampFormat",
         "payload", "union", "exception", "fault", "error", "box", "sensitive",
         "eventstream", "event"]
REFERENCE = ["shape", "locationName", "queryName", "flattened", "timestampFormat", "location", "idempotencyToken"]


def pick(source, keys):
    return {key: source[key] for key in keys if key in source}


def slim(shape):
    slimmed = pick(shape, SHAPE)
    for part in ("member", "key", "value"):
        if part in shape:
            slimmed[part] = pick(shape[part], REFERENCE)
    if "members" in shape:
        slimmed["members"] = {name: pick(member, REFERENCE) for name, member in shape["members"].items()}
    return slimmed


def references(shape):
    parts = [shape[part] for part in ("member", "key", "value") if part in shape]
    return [part["shape"] for part in parts + list(shape.get("members", {}).values())]


def slim_operation(operation):
    slimmed = {}
    if "input" in operation:
        slimmed["input"] = operation["input"]["shape"]
    if "output" in operation:
        slimmed["output"] = pick(operation["output"], ["shape", "resultWrapper"])
    slimmed["errors"] = [error["shape"] for error in operation.get("errors", [])]
    return slimmed


def without_exceptions(model, name):
    shape = model["shapes"][name]
    if not shape.get("eventstream"):
        return shape
    kept = {key: member for key, member in shape["members"].items()
            if not model["shapes"][member["shape"]].get("exception")}
    return {**shape, "members": kept}


def cut(model, names):
    operations = {name: slim_operation(model["operations"][name]) for name in names}
    todo = [shape for operation in operations.values()
            for shape in [operation.get("input"), operation.get("output", {}).get("shape"), *operation["errors"]]
            if shape]
    shapes = {}
    while todo:
        name = todo.pop()
        if name not in shapes:
            shapes[name] = slim(without_exceptions(model, name))
            todo += references(shapes[name])
    return {"metadata": pick(model["metadata"], METADATA), "operations": operations,
            "names": sorted(model["operations"]), "shapes": dict(sorted(shapes.items()))}


def main():
    loader = botocore.loaders.Loader()
    for line in (HERE / "operations.txt").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        service, names = line.split(":")
        sliced = cut(loader.load_service_model(service, "service-2"), names.split())
        (HERE / f"{service}.json").write_text(json.dumps(sliced, indent=1) + "\n")
        print(service, len(sliced["operations"]), "operations", len(sliced["shapes"]), "shapes")


main()
