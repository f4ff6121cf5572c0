//! An outcome to an HTTP answer. In: operation, protocol, request id, document or error. Out: status, headers, body.
//! Never here: making request ids, deciding outcomes.

use std::borrow::Cow;

use shapes::{Document, Error, Fault, OperationSchema, Protocol, ServiceSchema, Shape};

use crate::{
    cbor_write,
    json_write::{map, write_json, write_shaped},
    rest_write::{outside, write_rest},
    xml_write::{element, escape, write_members},
};

/// Names of headers in lower case, with their values.
pub(crate) type HeaderList = Vec<(Cow<'static, str>, String)>;

/// An HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status
    pub status: u16,
    /// lower-case names; `content-length` is the front door's
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// the whole body
    pub body: Vec<u8>,
}

/// Spells the outcome of `operation` the way `protocol` has it.
pub fn write(
    operation: &'static OperationSchema,
    protocol: Protocol,
    request_id: &str,
    outcome: Result<&Document, &Error>,
) -> Response {
    let document = match outcome {
        Ok(document) => document,
        Err(error) => {
            return write_error(Some(operation.service), Some(operation), protocol, request_id, error);
        }
    };
    let body = match protocol {
        Protocol::Json10 | Protocol::Json11 => json_success(operation, document),
        Protocol::Query => query_success(operation, request_id, document),
        Protocol::Ec2 => ec2_success(operation, request_id, document),
        Protocol::Cbor => cbor_success(operation, document),
        Protocol::RestJson | Protocol::RestXml => {
            return write_rest(operation, protocol, request_id, document);
        }
    };
    respond(200, protocol, request_id, body)
}

/// Spells an error, also where the operation or even the service is unknown.
pub(crate) fn write_error(
    service: Option<&'static ServiceSchema>,
    operation: Option<&'static OperationSchema>,
    protocol: Protocol,
    request_id: &str,
    error: &Error,
) -> Response {
    let shape = operation.filter(|_| protocol.is_rest()).and_then(|operation| shape_of(operation, error));
    let body = match protocol {
        Protocol::Json10 | Protocol::Json11 => json_error(service, protocol, error),
        Protocol::Query => query_error(service, request_id, error),
        Protocol::Ec2 => ec2_error(request_id, error),
        Protocol::Cbor => cbor_error(service, error),
        Protocol::RestJson => rest_json_error(shape, error),
        Protocol::RestXml => rest_xml_error(service, shape, request_id, error),
    };
    let mut answer = respond(error.status, protocol, request_id, body);
    if protocol == Protocol::RestJson {
        answer.headers.push(("x-amzn-errortype".into(), error.code.clone().into_owned()));
    }
    if let Some(shape) = shape {
        outside(shape, &error.members, &mut answer);
    }
    if service.is_some_and(|service| service.query_compatible) && !speaks_xml(protocol) {
        let code = error.code_for(Protocol::Query);
        answer.headers.push(("x-amzn-query-error".into(), format!("{code};{}", fault_word(error.fault))));
    }
    answer
}

/// Spells an error the way S3 does.
pub(crate) fn write_unwrapped_error(request_id: &str, error: &Error) -> Response {
    let headers = vec![
        ("x-amz-request-id".into(), request_id.to_owned()),
        ("content-type".into(), "application/xml".to_owned()),
    ];
    Response { status: error.status, headers, body: unwrapped_error(request_id, error) }
}

/// The shape of an error's members beside its message, where its service speaks REST and it has some.
fn shape_of(operation: &OperationSchema, error: &Error) -> Option<&'static Shape> {
    operation.errors.iter().find(|schema| schema.name == error.code)?.shape
}

fn speaks_xml(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::Query | Protocol::Ec2)
}

fn respond(status: u16, protocol: Protocol, request_id: &str, body: Vec<u8>) -> Response {
    let kind = match protocol {
        Protocol::Json10 => "application/x-amz-json-1.0",
        Protocol::Json11 => "application/x-amz-json-1.1",
        Protocol::Query => "text/xml",
        Protocol::Ec2 => "text/xml;charset=UTF-8",
        Protocol::Cbor => "application/cbor",
        Protocol::RestJson => "application/json",
        Protocol::RestXml => "text/xml",
    };
    let mut headers: HeaderList =
        vec![("x-amzn-requestid".into(), request_id.to_owned()), ("content-type".into(), kind.to_owned())];
    if protocol == Protocol::Cbor {
        headers.push(("smithy-protocol".into(), "rpc-v2-cbor".to_owned()));
    }
    Response { status, headers, body }
}

fn json_success(operation: &OperationSchema, document: &Document) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    match (operation.output, document) {
        (None, _) | (_, Document::Null) => out.extend_from_slice(b"{}"),
        (Some(shape), _) if !operation.service.plain_json => write_shaped(&mut out, shape, document, false),
        _ => write_json(&mut out, document),
    }
    out
}

fn cbor_success(operation: &OperationSchema, document: &Document) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    match (operation.output, document) {
        // No output at all is no body; an empty one is an empty map.
        (None, _) => {}
        (_, Document::Null) => cbor_write::write_cbor(&mut out, &Document::Map(Vec::new())),
        _ => cbor_write::write_cbor(&mut out, document),
    }
    out
}

fn cbor_error(service: Option<&ServiceSchema>, error: &Error) -> Vec<u8> {
    let code = error.code_for(Protocol::Cbor);
    let kind = match service {
        Some(service) => format!("com.amazonaws.{}#{code}", service.name),
        None => code.to_owned(),
    };
    let (kind, words) = (Document::String(kind), Document::String(error.message.clone()));
    let head = [("__type", &kind), ("message", &words)];
    let rest = error.members.iter().map(|(name, value)| (&**name, value));
    let mut out = Vec::new();
    cbor_write::map(&mut out, head.into_iter().chain(rest), 2 + error.members.len());
    out
}

fn json_error(service: Option<&ServiceSchema>, protocol: Protocol, error: &Error) -> Vec<u8> {
    let kind = Document::String(format!("{}{}", namespace(service, error), error.code_for(protocol)));
    let words = Document::String(error.message.clone());
    let head = [("__type", &kind), ("message", &words)];
    let rest = error.members.iter().map(|(name, value)| (&**name, value));
    let mut out = Vec::new();
    map(&mut out, head.into_iter().chain(rest));
    out
}

/// The code stands in a header too, which is where most clients look for it.
fn rest_json_error(shape: Option<&Shape>, error: &Error) -> Vec<u8> {
    let mut out = json_error(None, Protocol::RestJson, &Error { members: Vec::new(), ..error.clone() });
    let Some(shape) = shape else { return out };
    let mut own = Vec::new();
    write_shaped(&mut own, shape, &Document::Map(error.members.clone()), true);
    if own != b"{}" {
        out.pop();
        out.push(b',');
        out.extend_from_slice(&own[1..]);
    }
    out
}

fn rest_xml_error(
    service: Option<&ServiceSchema>,
    shape: Option<&Shape>,
    request_id: &str,
    error: &Error,
) -> Vec<u8> {
    if service.is_some_and(|service| service.name == "s3") {
        return unwrapped_error(request_id, error);
    }
    wrapped_error(service, request_id, error, |out| {
        if let Some(shape) = shape {
            write_members(out, shape, &Document::Map(error.members.clone()));
        }
    })
}

/// DynamoDB alone qualifies its error types.
fn namespace(service: Option<&ServiceSchema>, error: &Error) -> &'static str {
    match (service.map(|service| service.name), &*error.code) {
        (Some("dynamodb"), "ValidationException") => "com.amazon.coral.validate#",
        (Some("dynamodb"), "SerializationException") => "com.amazon.coral.service#",
        (Some("dynamodb"), _) => "com.amazonaws.dynamodb.v20120810#",
        _ => "",
    }
}

fn envelope(name: &str, namespace: &str, inside: impl FnOnce(&mut String)) -> Vec<u8> {
    let mut out = String::with_capacity(1024);
    for part in ["<", name, " xmlns=\"", namespace, "\">"] {
        out.push_str(part);
    }
    inside(&mut out);
    for part in ["</", name, ">"] {
        out.push_str(part);
    }
    out.into_bytes()
}

fn text(out: &mut String, name: &str, words: &str) {
    element(out, name, |out| escape(out, words));
}

fn query_success(operation: &OperationSchema, request_id: &str, document: &Document) -> Vec<u8> {
    envelope(&format!("{}Response", operation.name), operation.service.xml_namespace, |out| {
        if let Some(shape) = operation.output {
            element(out, operation.result_wrapper, |out| write_members(out, shape, document));
        }
        element(out, "ResponseMetadata", |out| text(out, "RequestId", request_id));
    })
}

fn ec2_success(operation: &OperationSchema, request_id: &str, document: &Document) -> Vec<u8> {
    envelope(&format!("{}Response", operation.name), operation.service.xml_namespace, |out| {
        text(out, "requestId", request_id);
        match operation.output {
            Some(shape) => write_members(out, shape, document),
            None => text(out, "return", "true"),
        }
    })
}

fn query_error(service: Option<&ServiceSchema>, request_id: &str, error: &Error) -> Vec<u8> {
    let shown = Error { code: error.code_for(Protocol::Query).to_owned().into(), ..error.clone() };
    wrapped_error(service, request_id, &shown, |_| {})
}

fn wrapped_error(
    service: Option<&ServiceSchema>,
    request_id: &str,
    error: &Error,
    members: impl FnOnce(&mut String),
) -> Vec<u8> {
    let namespace = service.map_or("", |service| service.xml_namespace);
    envelope("ErrorResponse", namespace, |out| {
        element(out, "Error", |out| {
            text(out, "Type", fault_word(error.fault));
            text(out, "Code", &error.code);
            text(out, "Message", &error.message);
            members(out);
        });
        text(out, "RequestId", request_id);
    })
}

fn fault_word(fault: Fault) -> &'static str {
    match fault {
        Fault::Sender => "Sender",
        Fault::Receiver => "Receiver",
    }
}

fn unwrapped_error(request_id: &str, error: &Error) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut out, "Error", |out| {
        text(out, "Code", &error.code);
        text(out, "Message", &error.message);
        text(out, "RequestId", request_id);
    });
    out.into_bytes()
}

fn ec2_error(request_id: &str, error: &Error) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut out, "Response", |out| {
        element(out, "Errors", |out| {
            element(out, "Error", |out| {
                text(out, "Code", error.code_for(Protocol::Ec2));
                text(out, "Message", &error.message);
            });
        });
        text(out, "RequestID", request_id);
    });
    out.into_bytes()
}
