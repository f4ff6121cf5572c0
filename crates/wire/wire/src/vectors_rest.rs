//! The REST half of AWS's protocol tests: whole requests are read into the values they were made of, and values and errors are written as whole
//! answers. Test-only; what is not done is named, with why, and a vector that is named and passes fails.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use shapes::{Document, Error, ErrorSchema, Fault, Http, OperationSchema, Protocol, ServiceSchema};

use crate::query_read::pairs;
use crate::read::Request;
use crate::rest_path::find;
use crate::rest_read::read_rest;
use crate::vectors::{DEPTH, expected, leak, said, shape, text, told};
use crate::write::{Response, write};
use crate::xml_read::Element;

const FILES: [(Protocol, &str, &str); 2] = [
    (
        Protocol::RestJson,
        include_str!("../vectors/input/rest-json.json"),
        include_str!("../vectors/output/rest-json.json"),
    ),
    (
        Protocol::RestXml,
        include_str!("../vectors/input/rest-xml.json"),
        include_str!("../vectors/output/rest-xml.json"),
    ),
];

const DOCUMENT: &str = "a member of any JSON; no service of this product has one";
const TOKEN: &str = "the client adds a token to these values";
const MEDIA_TYPE: &str = "JSON within a header; no service of this product has one";
const NOTHING: &str = "nothing is sent of what is empty";
const ALIKE: &str = "absent and empty are sent alike";
const COMPRESSED: &str = "the client compresses, the front door expands";
const ALL_PARAMETERS: &str =
    "a server gives such a map all parameters (Smithy, httpQueryParams), a client adds to the others";

/// Vectors that are not read as they are written, and why.
const UNREAD: &[(&str, &str)] = &[
    ("DocumentInputWithString", DOCUMENT),
    ("DocumentInputWithNumber", DOCUMENT),
    ("DocumentInputWithBoolean", DOCUMENT),
    ("DocumentInputWithList", DOCUMENT),
    ("DocumentTypeAsMapValueInput", DOCUMENT),
    ("DocumentTypeAsPayloadInputString", DOCUMENT),
    ("RestJsonHostWithPath", "the client's endpoint has a path before the operation's"),
    ("RestJsonHttpPrefixHeadersAreNotPresent", NOTHING),
    ("HttpPrefixHeadersAreNotPresent", NOTHING),
    ("RestJsonOmitsEmptyListQueryValues", NOTHING),
    ("MediaTypeHeaderInputBase64", MEDIA_TYPE),
    ("SDKAppliedContentEncoding_restJson1", COMPRESSED),
    ("SDKAppendedGzipAfterProvidedEncoding_restJson1", COMPRESSED),
    ("SDKAppliedContentEncoding_restXml", COMPRESSED),
    ("SDKAppendedGzipAfterProvidedEncoding_restXml", COMPRESSED),
    ("RestJsonQueryIdempotencyTokenAutoFill", TOKEN),
    ("QueryIdempotencyTokenAutoFill", TOKEN),
    ("RestJsonHttpWithEmptyStructurePayload", ALIKE),
    ("RestJsonHttpWithHeadersButNoPayload", ALIKE),
    ("RestJsonQueryParamsStringListMap", ALL_PARAMETERS),
    ("RestJsonQueryPrecedence", ALL_PARAMETERS),
    ("AllQueryStringTypes", ALL_PARAMETERS),
    ("RestXmlQueryStringEscaping", ALL_PARAMETERS),
    ("RestXmlSupportsNaNFloatQueryValues", ALL_PARAMETERS),
    ("RestXmlSupportsInfinityFloatQueryValues", ALL_PARAMETERS),
    ("RestXmlSupportsNegativeInfinityFloatQueryValues", ALL_PARAMETERS),
    ("RestXmlZeroAndFalseQueryValues", ALL_PARAMETERS),
    ("RestXmlQueryParamsStringListMap", ALL_PARAMETERS),
    ("RestXmlQueryPrecedence", ALL_PARAMETERS),
];

const CLIENT: &str = "what a client must be able to leave out or to pass over";

/// Vectors that are not written as they are read, and why.
const UNWRITTEN: &[(&str, &str)] = &[
    ("RestJsonDateTimeWithNegativeOffset", "moments are written in UTC"),
    ("RestJsonDateTimeWithPositiveOffset", "moments are written in UTC"),
    ("DocumentOutput", DOCUMENT),
    ("DocumentOutputNumber", DOCUMENT),
    ("DocumentOutputBoolean", DOCUMENT),
    ("DocumentOutputArray", DOCUMENT),
    ("DocumentTypeAsMapValueOutput", DOCUMENT),
    ("DocumentTypeAsPayloadOutput", DOCUMENT),
    ("DocumentTypeAsPayloadOutputString", DOCUMENT),
    ("RestJsonDeserializesDenseSetMapAndSkipsNull", CLIENT),
    ("RestJsonDeserializeIgnoreType", CLIENT),
    ("RestJsonDoesntDeserializeNullStructureValues", CLIENT),
    ("InvalidGreetingError", CLIENT),
    ("IgnoreQueryParamsInResponse", CLIENT),
    ("MediaTypeHeaderOutputBase64", MEDIA_TYPE),
    ("BodyWithXmlName", "clients do not look at the name of the outermost element"),
    ("HttpPayloadWithXmlName", "clients do not look at the name of the outermost element"),
];

/// The operation of a case, of a service that has it alone.
fn operation(protocol: Protocol, shapes: &Value, case: &Value) -> &'static OperationSchema {
    let given = &case["given"];
    let of = |part: &str| given.get(part).map(|of| shape(shapes, of, protocol, DEPTH));
    let http = Http {
        method: leak(text(&given["http"]["method"])),
        path: leak(text(&given["http"]["requestUri"])),
        status: given["http"]["responseCode"].as_u64().unwrap_or(200) as u16,
    };
    let errors = given["errors"].as_array().into_iter().flatten().map(|of| error(protocol, shapes, of));
    let errors: &'static [&'static ErrorSchema] = errors.collect::<Vec<_>>().leak();
    let service: &'static ServiceSchema = Box::leak(Box::new(ServiceSchema {
        name: "vectors",
        signing_name: "vectors",
        endpoint_prefix: "vectors",
        protocols: &[],
        query_compatible: false,
        target_prefix: "",
        api_version: "",
        xml_namespace: "",
        operations: &[],
        names: &[],
        refusal: &ErrorSchema { name: "", code: "", status: 400, fault: Fault::Sender, shape: None },
        refused: &[],
        elsewhere: &[],
        plain_json: false,
    }));
    Box::leak(Box::new(OperationSchema {
        name: leak(text(&given["name"])),
        service,
        input: of("input"),
        output: of("output"),
        result_wrapper: "",
        errors,
        http: Some(http),
    }))
}

fn error(protocol: Protocol, shapes: &Value, of: &Value) -> &'static ErrorSchema {
    let name = leak(text(&of["shape"]));
    let status = shapes[name]["error"]["httpStatusCode"].as_u64().unwrap_or(400) as u16;
    let shape = Some(shape(shapes, of, protocol, DEPTH));
    Box::leak(Box::new(ErrorSchema { name, code: name, status, fault: Fault::Sender, shape }))
}

/// `name of the vector: what went wrong`, of those that did; those that are named must be among them.
fn failures(
    file: fn(&(Protocol, &'static str, &'static str)) -> &'static str,
    known: &[(&str, &str)],
    run: fn(Protocol, &Value, &Value) -> Result<(), String>,
) -> Vec<String> {
    let (mut failures, mut failed) = (Vec::new(), Vec::new());
    for files in &FILES {
        let suites: Value = serde_json::from_str(file(files)).unwrap();
        for suite in suites.as_array().unwrap() {
            for case in suite["cases"].as_array().unwrap() {
                let id = text(&case["id"]).to_owned();
                let Err(trouble) = run(files.0, &suite["shapes"], case) else { continue };
                if !known.iter().any(|(name, _)| *name == id) {
                    failures.push(format!("{id}: {trouble}"));
                }
                failed.push(id);
            }
        }
    }
    let idle = known.iter().filter(|(name, _)| !failed.iter().any(|id| id == name));
    failures.extend(idle.map(|(name, _)| format!("{name}: passes, and is named as one that does not")));
    failures
}

fn read(protocol: Protocol, shapes: &Value, case: &Value) -> Result<(), String> {
    let operation = operation(protocol, shapes, case);
    let sent = &case["serialized"];
    let (path, query) = text(&sent["uri"]).split_once('?').unwrap_or((text(&sent["uri"]), ""));
    let headers: Vec<(&str, &str)> = sent["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (leak(&name.to_ascii_lowercase()), text(value)))
        .collect();
    let body = sent["body"].as_str().unwrap_or_default().as_bytes();
    let request = Request { method: text(&sent["method"]), path, query, headers: &&headers[..], body };
    let query = pairs(query).map_err(|error| error.message)?;
    let operations = [operation].into_iter();
    let (_, labels) = find(operations, &request, path, &query).ok_or("nowhere")?;
    let read = read_rest(operation, protocol, &request, &labels, &query).map_err(|error| error.message)?;
    let Some(of) = operation.input else { return Ok(()) };
    same(&said(&read), &said(&expected(of, &case["params"])))
}

fn same(ours: &str, theirs: &str) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{ours} instead of {theirs}")) }
}

#[test]
fn requests_are_read_into_the_values_they_were_made_of() {
    let failures = failures(|file| file.1, UNREAD, read);
    assert!(failures.is_empty(), "{failures:#?}");
}

/// The outcome that the vector's answer tells of.
fn outcome(operation: &OperationSchema, case: &Value) -> Result<Document, Error> {
    let Some(code) = case["errorCode"].as_str() else {
        return Ok(operation.output.map_or(Document::Null, |of| expected(of, &case["result"])));
    };
    let schema = operation.errors.iter().find(|schema| schema.name == code).unwrap();
    let Document::Map(members) = expected(schema.shape.unwrap(), &case["error"]) else { unreachable!() };
    let members = members.into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("message")).collect();
    let message = case["errorMessage"].as_str().unwrap_or_default();
    Err(Error { members, ..Error::modelled(schema, message) })
}

fn written(protocol: Protocol, shapes: &Value, case: &Value) -> Result<(), String> {
    let operation = operation(protocol, shapes, case);
    let outcome = outcome(operation, case);
    let ours = write(operation, protocol, "id-1", outcome.as_ref());
    let theirs = &case["response"];
    same(&ours.status.to_string(), &theirs["status_code"].to_string())?;
    let body = theirs["body"].as_str().unwrap_or_default();
    // Of what is empty nobody asks what kind it is; how codes of errors are spelt clients leave open.
    let compared =
        |name: &str| !(body.is_empty() && name.starts_with("content-")) && name != "x-amzn-errortype";
    for (name, value) in theirs["headers"].as_object().into_iter().flatten() {
        let name = name.to_ascii_lowercase();
        if compared(&name) {
            same(&header(&ours, &name), &plain(&name, text(value)))?;
        }
    }
    if let (Protocol::RestJson, Some(code)) = (protocol, case["errorCode"].as_str()) {
        same(&header(&ours, "x-amzn-errortype"), code)?;
    }
    let ours = String::from_utf8(ours.body).unwrap();
    match protocol {
        Protocol::RestJson => same(&json(&ours), &json(body)),
        _ => same(&xml(&ours), &xml(body)),
    }
}

/// Both media types of XML are one.
fn plain(name: &str, value: &str) -> String {
    if name == "content-type" { value.replace("application/xml", "text/xml") } else { value.to_owned() }
}

fn header(answer: &Response, name: &str) -> String {
    let found = answer.headers.iter().find(|(known, _)| known == name);
    found.map_or_else(|| "none".to_owned(), |(_, value)| plain(name, value))
}

/// Without the code and the message of an error, which clients take from several places.
fn json(text: &str) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(text) else { return text.to_owned() };
    if let Some(members) = value.as_object_mut() {
        members.retain(|name, _| !["__type", "code", "message", "Message"].contains(&name.as_str()));
    }
    value.to_string().trim_matches(['{', '}']).to_owned()
}

fn xml(text: &str) -> String {
    match Element::parse(text.as_bytes()) {
        Ok(Some(mut root)) => {
            root.children.retain(|child| child.name != "RequestId");
            if let Some(error) = root.children.iter_mut().find(|child| child.name == "Error") {
                error.children.retain(|child| child.name != "Message");
            }
            told(&root)
        }
        _ => text.to_owned(),
    }
}

#[test]
fn values_and_errors_are_written_as_the_answers_a_client_reads() {
    let failures = failures(|file| file.2, UNWRITTEN, written);
    assert!(failures.is_empty(), "{failures:#?}");
}
