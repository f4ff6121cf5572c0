"""Cut the slice of the AWS service models this product speaks.

In: an installed botocore, and the operations that scope/ says are here. Out: one <service>.json per service:
names, types, constraints, errors and wire traits. Documentation strings are never copied. The names of all
operations of a service are kept, so that one AWS has and this product has not is told from one nobody has. Exceptions
that can end an event stream are left out of it: this product ends one by closing it.
"""

import json
import pathlib
import re

import botocore
import botocore.loaders

HERE = pathlib.Path(__file__).parent
METADATA = ["apiVersion", "endpointPrefix", "jsonVersion", "protocols", "signingName", "targetPrefix",
            "xmlNamespace", "serviceId", "awsQueryCompatible"]
SHAPE = ["type", "required", "enum", "min", "max", "pattern", "flattened", "locationName", "timestampFormat",
         "payload", "union", "exception", "fault", "error", "box", "sensitive",
         "eventstream", "event", "xmlNamespace", "streaming"]
REFERENCE = ["shape", "locationName", "queryName", "flattened", "timestampFormat", "location", "idempotencyToken",
             "xmlAttribute", "streaming"]


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


def is_rest(model):
    return any(word.startswith("rest-") for word in model["metadata"]["protocols"])


def slim_operation(operation, rest):
    slimmed = {"http": http(operation)} if rest else {}
    if "input" in operation:
        slimmed["input"] = operation["input"]["shape"]
    if "output" in operation:
        slimmed["output"] = pick(operation["output"], ["shape", "resultWrapper"])
    slimmed["errors"] = [error["shape"] for error in operation.get("errors", [])]
    return slimmed


def http(operation):
    """Method, path and status; the last is said only where it is not 200."""
    said = operation["http"]
    return {key: said[key] for key in ("method", "requestUri", "responseCode") if said.get(key, 200) != 200}


def metadata(model):
    """REST services in XML have their namespace beside the inputs."""
    inputs = [operation.get("input", {}) for operation in model["operations"].values()]
    namespaces = [given["xmlNamespace"]["uri"] for given in inputs if is_rest(model) and "xmlNamespace" in given]
    return {**pick(model["metadata"], METADATA), **({"xmlNamespace": namespaces[0]} if namespaces else {})}


def without_exceptions(model, name):
    shape = model["shapes"][name]
    if not shape.get("eventstream"):
        return shape
    kept = {key: member for key, member in shape["members"].items()
            if not model["shapes"][member["shape"]].get("exception")}
    return {**shape, "members": kept}


def cut(model, names):
    rest = is_rest(model)
    operations = {name: slim_operation(model["operations"][name], rest) for name in names}
    todo = [shape for operation in operations.values()
            for shape in [operation.get("input"), operation.get("output", {}).get("shape"), *operation["errors"]]
            if shape]
    shapes = {}
    while todo:
        name = todo.pop()
        if name not in shapes:
            shapes[name] = slim(without_exceptions(model, name))
            todo += references(shapes[name])
    elsewhere = {name: http(operation) for name, operation in sorted(model["operations"].items()) if name not in names}
    return {"metadata": metadata(model), "operations": operations, **({"elsewhere": elsewhere} if rest else {}),
            "names": sorted(model["operations"]), "shapes": dict(sorted(shapes.items()))}


def operations(scope):
    """The names that stand at the beginning of a line, before `structures`, and are not refused."""
    lines = scope.split("\nstructures\n")[0].splitlines()
    entries = [line for line in lines if re.match(r"[A-Z]\w+( kept)?(:|$)", line)]
    return [re.match(r"\w+", line).group() for line in entries]


def main():
    loader = botocore.loaders.Loader()
    for path in sorted((HERE.parent / "scope").glob("*.txt")):
        service, names = path.stem, operations(path.read_text())
        sliced = cut(loader.load_service_model(service, "service-2"), names)
        (HERE / f"{service}.json").write_text(json.dumps(sliced, indent=1) + "\n")
        print(service, len(sliced["operations"]), "operations", len(sliced["shapes"]), "shapes")


main()
