"""List the AWS services this product does not have, and by what a request shows that it means one of them.

In: an installed botocore, scope/ (the services that are here), and the sentences after `instead:` in the
list as it is, which are written by hand there and kept. Out: crates/wire/wire/src/absent_services.txt. Documentation strings are
never copied.
"""

import collections
import json
import pathlib
import re

import botocore
import botocore.loaders

HERE = pathlib.Path(__file__).parent
LIST = HERE.parent / "crates/wire/wire/src/absent_services.txt"
HEAD = """\
# The services of AWS that are not in this product, one a line; written by `python models/absent.py`, but for the sentences after `instead:`,
# which are written here. Facts of botocore {version} (Apache-2.0): signingName and those of the endpoint rules, serviceFullName, protocols,
# targetPrefix, apiVersion, endpointPrefix, requestUri.
#
#   NAMES | FULL NAME | PROTOCOLS CLUES | instead: SENTENCE
#
# NAMES        what its requests are signed for, joined by commas; several services may sign alike, the chief of them comes first
# target=      what stands before the operation in X-Amz-Target, and between /service/ and /operation/ of CBOR requests
# version=     Version of Query requests
# host=        what its host names begin with, if not the first of NAMES
# path=        beginnings of paths that are its own among those who sign alike
# unsigned=    beginnings of paths that are nobody else's, so that a request without a signature is known by them
"""
# Both of AWS's services are called Elastic Load Balancing there.
FULL_NAMES = {"elb": "Elastic Load Balancing (Classic Load Balancers)"}
# S3 alone has `Error` at the top of its errors (restXml's noErrorWrapping, which botocore's models leave out).
PROTOCOLS = {"s3": ["rest-xml-unwrapped"]}
# `/2015-03-31/`, `/v20180820/`: so begins nothing but an API of AWS.
DATED = re.compile(r"/v?\d{4}-?\d{2}-?\d{2}/")
UNSIGNED = ({"authtype": "none"}, {"auth": []}, {"auth": ["smithy.api#noAuth"]})
# Called with a token in the place of a signature: always, and with an API key.
BEARER = {"codecatalyst", "bedrock-runtime"}


class Service:
    def __init__(self, loader, name):
        model = loader.load_service_model(name, "service-2")
        meta = model["metadata"]
        self.name = name
        self.signing = meta.get("signingName") or meta["endpointPrefix"]
        self.host = meta["endpointPrefix"]
        self.full_name = FULL_NAMES.get(name, meta["serviceFullName"])
        self.protocols = PROTOCOLS.get(name) or meta.get("protocols") or [meta["protocol"]]
        self.target = meta.get("targetPrefix")
        speaks_query = "query" in self.protocols or "awsQueryCompatible" in meta
        self.version = meta["apiVersion"] if speaks_query else None
        self.is_rest = any(protocol.startswith("rest-") for protocol in self.protocols)
        self.operations = list(model["operations"].values())
        rules = json.dumps(loader.load_service_model(name, "endpoint-rule-set-1"))
        self.others = sorted(set(re.findall(r'"signingName": "([^"]+)"', rules)) - {self.signing})

    def starts(self, unsigned_only=False):
        """The part of each path before its first label, up to a slash: `/2013-04-01/hostedzone/`."""
        if not self.is_rest:
            return set()
        chosen = [operation for operation in self.operations if not unsigned_only or self.is_unsigned(operation)]
        uris = [operation["http"]["requestUri"].split("?")[0] for operation in chosen]
        return {uri.rstrip("/") + "/" if "{" not in uri else uri.split("{")[0] for uri in uris}

    def is_unsigned(self, operation):
        said = any(trait.items() <= operation.items() for trait in UNSIGNED)
        return said or self.name in BEARER

    def order(self):
        """The chief of those who sign alike has their name, or begins with it."""
        return (self.signing, self.name != self.signing, not self.name.startswith(self.signing), self.name)


def first(start):
    """`/2013-04-01/` of `/2013-04-01/hostedzone/`."""
    return "/" + start.split("/")[1] + "/"


def own_paths(service, alike):
    """Those first parts of its paths that no other of those who sign alike has; none for the chief of them, who has the rest."""
    rest = [other for other in alike if other.is_rest]
    if not service.is_rest or service is rest[0]:
        return []
    others = {first(start) for other in rest if other is not service for start in other.starts()}
    return sorted({first(start) for start in service.starts()} - others - {"//"})


def unsigned_paths(service, everybody):
    others = [start for other in everybody if other is not service for start in other.starts()]
    dated = {first(start) for start in service.starts() if DATED.match(start)}
    wanted = dated | {start for start in service.starts(unsigned_only=True) if start != "/" and first(start) not in dated}
    return sorted(start for start in wanted if not any(other.startswith(start) or start == other for other in others))


def clues(service, alike, everybody):
    found = [("target", [service.target] if service.target else []),
             ("version", [service.version] if service.version else []),
             ("host", [service.host] if service.host != service.signing else []),
             ("path", own_paths(service, alike)),
             ("unsigned", unsigned_paths(service, everybody))]
    return [f"{kind}={word}" for kind, words in found for word in words]


def main():
    loader = botocore.loaders.Loader()
    here = {path.stem for path in (HERE.parent / "scope").glob("*.txt")}
    everybody = [Service(loader, name) for name in loader.list_available_services("service-2")]
    absent = sorted((service for service in everybody if service.name not in here), key=Service.order)
    alike = collections.defaultdict(list)
    for service in absent:
        alike[service.signing].append(service)
    old = [line.split(" | ") for line in (LIST.read_text().splitlines() if LIST.exists() else []) if not line.startswith("#")]
    instead = {(parts[0], parts[1]): parts[3] for parts in old if len(parts) == 4 and parts[3].startswith("instead: ")}
    lines = []
    for service in absent:
        how = " ".join([*service.protocols, *clues(service, alike[service.signing], everybody)])
        parts = [",".join([service.signing, *service.others]), service.full_name, how]
        said = instead.get((parts[0], parts[1]))
        lines.append(" | ".join(parts + ([said] if said else [])))
    LIST.write_text(HEAD.format(version=botocore.__version__) + "\n".join(lines) + "\n")
    kept = {tuple(line.split(" | ")[:2]) for line in lines}
    for parts in instead.keys() - kept:
        print("no service any more:", *parts, instead[parts])
    print(len(lines), "services, without a way to do without:", sum("| instead: " not in line for line in lines))


main()
