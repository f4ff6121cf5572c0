//! One request to one call. In: method, path, headers, body. Out: a [`Call`] or a [`Refusal`]. Never here: what the
//! call means.

use shapes::{Document, Error, Kind, OperationSchema, Protocol, ServiceSchema};

use crate::{
    absent::elsewhere,
    cbor_read::read_cbor,
    credentials::{Credentials, credentials},
    headers::Headers,
    json_read::read_json,
    query_read::{Pairs, pairs, read_query},
    refusal::Refusal,
    rest_read::read_rest,
    route::{Route, protocol_hint, rest_route, route},
    validate::validate,
};

/// Largest body read, in bytes: an ECR layer part of 20 MiB in base64 fits.
pub const MAX_BODY: usize = 32 * 1024 * 1024;

/// An HTTP request, borrowed from the front door.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// `POST`
    pub method: &'a str,
    /// as sent, not decoded: `/`
    pub path: &'a str,
    /// what follows `?`, not decoded; may be empty
    pub query: &'a str,
    /// the headers
    pub headers: &'a dyn Headers<'a>,
    /// the whole body
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.get(name)
    }

    pub(crate) fn is_cbor(&self) -> bool {
        self.header("smithy-protocol") == Some("rpc-v2-cbor")
    }

    pub(crate) fn is_form(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    }
}

/// A well-formed call of a known operation; `input` satisfies the model's types and constraints.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// what is called
    pub operation: &'static OperationSchema,
    /// how it was spelt, and how the answer must be
    pub protocol: Protocol,
    /// the input, typed by the operation's schema
    pub input: Document,
    /// who calls
    pub credentials: Credentials,
}

impl Call {
    /// The service called.
    pub fn service(&self) -> &'static ServiceSchema {
        self.operation.service
    }
}

/// Whether this is meant for the AWS API at all (and not for the console, a registry, a health check).
pub fn is_api_call(request: &Request<'_>) -> bool {
    let signed = request.header("authorization").is_some_and(|header| header.starts_with("AWS4-"))
        || request.query.contains("X-Amz-Signature=");
    let acts = || request.path == "/" && (request.query.contains("Action=") || request.is_form());
    request.header("x-amz-target").is_some() || request.is_cbor() || signed || acts()
}

/// Reads a request.
/// # Errors
/// A [`Refusal`] the caller can be answered with: unknown service or operation, malformed signature or body,
/// wrong types, broken constraints.
pub fn read(request: &Request<'_>) -> Result<Call, Refusal> {
    if let Some(refusal) = elsewhere(request) {
        return Err(refusal);
    }
    let hint = protocol_hint(request);
    let refuse = |error| Refusal::new(error, hint);
    bounded(request).map_err(refuse)?;
    let query = pairs(request.query).map_err(refuse)?;
    let credentials = credentials(request, &query).map_err(refuse)?;
    let rest = rest_route(request, &query, &credentials)?;
    let parameters = if rest.is_some() { query } else { parameters(request, query).map_err(refuse)? };
    let route = rest.map_or_else(|| route(request, &parameters, &credentials), Ok)?;
    let (operation, protocol) = (route.operation, route.protocol);
    let refuse = |error| Refusal::of_operation(error, protocol, operation);
    let input = input(&route, request, &parameters).map_err(refuse)?;
    validate(operation, &input).map_err(refuse)?;
    Ok(Call { operation, protocol, input, credentials })
}

fn bounded(request: &Request<'_>) -> Result<(), Error> {
    if request.body.len() > MAX_BODY {
        let words = format!("Request size limit exceeded: {} bytes, at most {MAX_BODY}.", request.body.len());
        return Err(Error::sender("RequestEntityTooLarge", words).with_status(413));
    }
    match request.header("content-encoding") {
        None | Some("" | "identity" | "aws-chunked") => Ok(()),
        Some(other) => {
            let words = format!("Content-Encoding {other} is not read by this product; see SCOPE.md");
            Err(Error::sender("UnsupportedMediaType", words).with_status(415))
        }
    }
}

/// Query-string parameters followed by those of a form body.
fn parameters<'a>(request: &Request<'a>, mut query: Pairs<'a>) -> Result<Pairs<'a>, Error> {
    if request.is_form() {
        let body = std::str::from_utf8(request.body).map_err(|_| malformed_query("the body is not UTF-8"))?;
        query.extend(pairs(body)?);
    }
    Ok(query)
}

/// `MalformedQueryString`, 404 as AWS's list of common errors has it.
pub(crate) fn malformed_query(words: &str) -> Error {
    Error::sender("MalformedQueryString", format!("The query string contains a syntax error: {words}."))
        .with_status(404)
}

fn input(route: &Route, request: &Request<'_>, parameters: &Pairs<'_>) -> Result<Document, Error> {
    let Route { operation, protocol, labels } = route;
    let Some(shape) = operation.input.filter(|shape| matches!(shape.kind, Kind::Structure { .. })) else {
        return Ok(Document::Map(Vec::new()));
    };
    match protocol {
        Protocol::Json10 | Protocol::Json11 => read_json(shape, request.body),
        Protocol::Query | Protocol::Ec2 => read_query(shape, *protocol, parameters),
        Protocol::Cbor => read_cbor(shape, request.body),
        Protocol::RestJson | Protocol::RestXml => {
            read_rest(operation, *protocol, request, labels, parameters)
        }
    }
}
