//! Which operation a request means. In: target header, credential scope, host, `Action`, `Version`. Out: a
//! [`Route`]. Never here: reading inputs.

use shapes::{Error, OperationSchema, Protocol, ServiceSchema};

use crate::{
    absent::{absent, namesake},
    credentials::{Credentials, parameter},
    query_read::Pairs,
    read::Request,
    refusal::Refusal,
    rest_path::{self, Labels},
};

/// An operation and how it is spelt.
pub(crate) struct Route {
    pub(crate) operation: &'static OperationSchema,
    pub(crate) protocol: Protocol,
    /// of the path, in REST
    pub(crate) labels: Labels,
}

impl Route {
    fn new(operation: &'static OperationSchema, protocol: Protocol) -> Self {
        Self { operation, protocol, labels: Labels::new() }
    }
}

/// The operation a REST request means; `None` for requests that mean no service that speaks REST.
///
/// A service is known by what is signed for, else by the host, else by a path that begins as one of its own.
pub(crate) fn rest_route(
    request: &Request<'_>,
    query: &Pairs<'_>,
    credentials: &Credentials,
) -> Result<Option<Route>, Refusal> {
    if request.is_cbor() || request.header("x-amz-target").is_some() {
        return Ok(None);
    }
    let services: Vec<&'static ServiceSchema> = rest_services(request, credentials).collect();
    let operations = services.iter().flat_map(|service| service.operations).copied();
    if let Some((operation, labels)) = rest_path::find(operations, request, request.path, query) {
        let protocol = spoken(operation.service);
        return Ok(Some(Route { operation, protocol, labels }));
    }
    let signed = !credentials.service.is_empty();
    services
        .first()
        .filter(|_| signed)
        .map_or(Ok(None), |first| Err(nowhere(first, &services, request, query)))
}

/// Those that may be meant, of the ones that speak REST.
fn rest_services(
    request: &Request<'_>,
    credentials: &Credentials,
) -> impl Iterator<Item = &'static ServiceSchema> {
    let host = request.header("host").unwrap_or_default().to_owned();
    let signed_for = credentials.service.clone();
    let path = request.path.to_owned();
    let all = shapes::services().iter().copied().filter(|service| spoken(service).is_rest());
    all.filter(move |service| match &*signed_for {
        "" => labelled(&host, service.endpoint_prefix) || is_own(service, &path),
        name => service.signing_name == name,
    })
}

/// Whether a path begins with a word that operations of this service begin with.
fn is_own(service: &ServiceSchema, path: &str) -> bool {
    let first = |path: &str| path.split(['/', '?']).nth(1).map(str::to_owned);
    let own = service.operations.iter().filter_map(|operation| first(operation.http?.path));
    let asked = first(path).unwrap_or_default();
    own.filter(|word| !word.is_empty() && !word.starts_with('{')).any(|word| word == asked)
}

fn spoken(service: &ServiceSchema) -> Protocol {
    service.protocols.first().copied().unwrap_or(Protocol::Query)
}

/// The refusal of a path and method that mean no operation of this product.
fn nowhere(
    service: &'static ServiceSchema,
    services: &[&'static ServiceSchema],
    request: &Request<'_>,
    query: &Pairs<'_>,
) -> Refusal {
    let elsewhere = services.iter().find_map(|service| {
        let name = rest_path::find_elsewhere(service.elsewhere, request.method, request.path, query)?;
        Some((*service, name))
    });
    let protocol = spoken(service);
    let error = match elsewhere {
        Some((service, name)) => return Refusal::new(not_here(service, name), protocol).of_service(service),
        None if protocol == Protocol::RestJson => {
            let words =
                format!("Unable to determine service/operation name to be authorized: {}", request.method);
            Error::sender("UnknownOperationException", words).with_status(404)
        }
        None => {
            let words = format!("Could not find operation {} {}", request.method, clipped(request.path));
            Error::sender("InvalidAction", words).with_status(404)
        }
    };
    Refusal::new(error, protocol).of_service(service)
}

/// How to answer before the service is known.
pub(crate) fn protocol_hint(request: &Request<'_>) -> Protocol {
    let kind = request.header("content-type").unwrap_or_default();
    match request.header("x-amz-target") {
        _ if request.is_cbor() => Protocol::Cbor,
        _ if kind.starts_with("application/x-amz-json-1.0") => Protocol::Json10,
        Some(_) => Protocol::Json11,
        None if kind.starts_with("application/x-amz-json") => Protocol::Json11,
        None => Protocol::Query,
    }
}

pub(crate) fn route(
    request: &Request<'_>,
    parameters: &Pairs<'_>,
    credentials: &Credentials,
) -> Result<Route, Refusal> {
    match request.header("x-amz-target") {
        _ if request.is_cbor() => by_path(request),
        Some(target) => by_target(request, target),
        None => by_action(request, parameters, credentials),
    }
}

/// `/service/GraniteServiceVersion20100801/operation/PutMetricData`.
fn by_path(request: &Request<'_>) -> Result<Route, Refusal> {
    let protocol = Protocol::Cbor;
    let mut parts = request.path.trim_start_matches('/').split('/');
    let (Some("service"), Some(prefix), Some("operation"), Some(name), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        let words = "The path of a CBOR request must be /service/<service>/operation/<operation>";
        return Err(Refusal::new(Error::sender("UnknownOperationException", words), protocol));
    };
    named(prefix, name, protocol)
}

fn by_target(request: &Request<'_>, target: &str) -> Result<Route, Refusal> {
    let protocol = protocol_hint(request);
    let refuse = |error| Refusal::new(error, protocol);
    let Some((prefix, name)) = target.rsplit_once('.') else {
        return Err(refuse(Error::sender(
            "UnknownOperationException",
            "X-Amz-Target must be <service>.<operation>",
        )));
    };
    named(prefix, name, protocol)
}

/// The operation of the service that calls itself `prefix`.
fn named(prefix: &str, name: &str, protocol: Protocol) -> Result<Route, Refusal> {
    let refuse = |error| Refusal::new(error, protocol);
    let known =
        shapes::services().iter().find(|service| !prefix.is_empty() && service.target_prefix == prefix);
    let Some(service) = known.copied() else {
        return Err(refuse(Error::not_implemented(&clipped(prefix), &clipped(name))));
    };
    match service.operation(name) {
        Some(operation) => Ok(Route::new(operation, protocol)),
        None => Err(refuse(not_ours(service, name, protocol)).of_service(service)),
    }
}

fn by_action(
    request: &Request<'_>,
    parameters: &Pairs<'_>,
    credentials: &Credentials,
) -> Result<Route, Refusal> {
    let refuse = |error| Refusal::new(error, Protocol::Query);
    let Some(action) = parameter(parameters, "Action").filter(|action| !action.is_empty()) else {
        let signed_for = &*credentials.service;
        if !signed_for.is_empty() && shapes::services().iter().all(|known| known.signing_name != signed_for) {
            return Err(absent(request, signed_for));
        }
        return Err(refuse(Error::sender(
            "MissingAction",
            "The request is missing an action or a required parameter.",
        )));
    };
    let version = parameter(parameters, "Version").unwrap_or_default();
    let Some(service) = query_service(request, action, version, credentials) else {
        let meant = if credentials.service.is_empty() { version } else { &credentials.service };
        return Err(refuse(Error::not_implemented(&clipped(meant), &clipped(action))));
    };
    let forms = |protocol: &&Protocol| matches!(protocol, Protocol::Query | Protocol::Ec2);
    let protocol = service.protocols.iter().find(forms).copied().unwrap_or(Protocol::Query);
    let refuse = |error| Refusal::new(error, protocol).of_service(service);
    // The Classic load balancer shares the signing name of its successor; only the version tells them apart.
    if service.name == "elbv2" && !version.is_empty() && version != service.api_version {
        let meant = || format!("{} version {}", service.signing_name, clipped(version));
        let error = namesake(service.signing_name, version, action);
        return Err(refuse(error.unwrap_or_else(|| Error::not_implemented(&meant(), &clipped(action)))));
    }
    match service.operation(action) {
        Some(operation) => Ok(Route::new(operation, protocol)),
        None => Err(refuse(not_ours(service, action, protocol))),
    }
}

/// The refusal of a name that is no operation of this product: AWS has it, or nobody has.
fn not_ours(service: &ServiceSchema, name: &str, protocol: Protocol) -> Error {
    let name = &clipped(name);
    match protocol {
        _ if service.knows(name) => not_here(service, name),
        Protocol::Json10 | Protocol::Json11 | Protocol::Cbor => {
            Error::sender("UnknownOperationException", format!("{} has no operation {name}.", service.name))
        }
        Protocol::Query => Error::sender(
            "InvalidAction",
            format!("Could not find operation {name} for version {}", service.api_version),
        ),
        Protocol::Ec2 | Protocol::RestJson | Protocol::RestXml => {
            Error::sender("InvalidAction", format!("The action {name} is not valid for this web service."))
        }
    }
}

/// An operation AWS has and this product has not, with the reason if there is one worth telling.
fn not_here(service: &ServiceSchema, name: &str) -> Error {
    let error = Error::not_implemented(service.name, name);
    match service.refused.iter().find(|(refused, _)| *refused == name) {
        Some((_, why)) => Error { message: format!("{}. {why}", error.message), ..error },
        None => error,
    }
}

/// By credential scope, else by host, else by version, else (links in mails are unsigned and bare) by action.
fn query_service(
    request: &Request<'_>,
    action: &str,
    version: &str,
    credentials: &Credentials,
) -> Option<&'static ServiceSchema> {
    let services = || shapes::services().iter().copied().filter(|service| speaks_query(service));
    if !credentials.service.is_empty() {
        return services().find(|service| service.signing_name == credentials.service);
    }
    let by_host = || host_service(request);
    let by_version = || services().find(|service| service.api_version == version);
    let by_action = || services().find(|service| version.is_empty() && service.operation(action).is_some());
    by_host().or_else(by_version).or_else(by_action)
}

/// The service that speaks Query and that the host names: `sns.us-west-2.localhost`.
pub(crate) fn host_service(request: &Request<'_>) -> Option<&'static ServiceSchema> {
    let host = request.header("host").unwrap_or_default();
    let mut services = shapes::services().iter().copied().filter(|service| speaks_query(service));
    services.find(|service| labelled(host, service.endpoint_prefix))
}

fn labelled(host: &str, prefix: &str) -> bool {
    host.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'))
}

fn speaks_query(service: &ServiceSchema) -> bool {
    service.protocols.iter().any(|protocol| matches!(protocol, Protocol::Query | Protocol::Ec2))
}

/// The caller's own word, short enough to be repeated in an answer.
pub(crate) fn clipped(word: &str) -> String {
    word.chars().take(80).collect()
}
