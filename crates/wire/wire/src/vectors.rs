//! AWS's own protocol tests (`vectors/`, written for clients), run backwards: requests are read into the values they were made of, and values
//! are written into answers a client reads as them. Test-only.
//!
//! What is not read or written so yet is named below, with why; a vector that is named and passes fails, too.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use shapes::{Document, Kind, Limits, Member, Place, Protocol, Shape, Timestamp, TimestampFormat};

use crate::cbor_read::read_cbor;
use crate::cbor_write::write_cbor;
use crate::json_read::read_json;
use crate::json_write::write_json;
use crate::query_read::{pairs, read_query};
use crate::xml_read::Element;
use crate::xml_write::write_members;

/// One protocol's files.
struct File {
    protocol: Protocol,
    input: &'static str,
    output: &'static str,
}

macro_rules! file {
    ($protocol:ident $name:literal) => {
        File {
            protocol: Protocol::$protocol,
            input: include_str!(concat!("../vectors/input/", $name, ".json")),
            output: include_str!(concat!("../vectors/output/", $name, ".json")),
        }
    };
}

const FILES: [File; 5] = [
    file!(Json11 "json"),
    file!(Json10 "json_1_0"),
    file!(Query "query"),
    file!(Ec2 "ec2"),
    file!(Cbor "smithy-rpc-v2-cbor"),
];

/// Vectors that are not read as they are written, and why.
const UNREAD: [(&str, &str); 4] = [
    ("QueryProtocolIdempotencyTokenAutoFill", "the client adds a token to these values"),
    ("Ec2ProtocolIdempotencyTokenAutoFill", "the client adds a token to these values"),
    ("QueryEmptyQueryMaps", "nothing of the map is sent"),
    ("Ec2EmptyQueryLists", "nothing of the list is sent"),
];

/// Structures that hold themselves are entered this often.
pub(crate) const DEPTH: usize = 8;

/// The shape of a model that a reference points to; the reference may say that it is flattened, as the shape may.
pub(crate) fn shape(model: &Value, reference: &Value, protocol: Protocol, depth: usize) -> &'static Shape {
    let name = text(&reference["shape"]);
    let given = &model[name];
    let flattened = [given, reference].iter().any(|it| it["flattened"] == true);
    let kind = match given["type"].as_str().unwrap() {
        "structure" => Kind::Structure { members: members(model, given, protocol, depth), union: false },
        "list" => Kind::List {
            member: shape(model, &given["member"], protocol, depth.saturating_sub(1)),
            item: leak(given["member"]["locationName"].as_str().unwrap_or("member")),
            flattened,
        },
        "map" => {
            let part = |part: &str| shape(model, &given[part], protocol, depth.saturating_sub(1));
            let name = |part: &str| leak(given[part]["locationName"].as_str().unwrap_or(part));
            let (key, value) = (part("key"), part("value"));
            Kind::Map { key, value, names: (name("key"), name("value")), flattened }
        }
        "integer" | "byte" | "short" => Kind::Integer,
        "long" => Kind::Long,
        "float" | "double" => Kind::Double,
        "boolean" => Kind::Boolean,
        "blob" => Kind::Blob,
        "timestamp" => {
            let format = reference["timestampFormat"].as_str().or(given["timestampFormat"].as_str());
            Kind::Timestamp(match format {
                Some("iso8601") => TimestampFormat::Iso8601,
                Some("rfc822") => TimestampFormat::HttpDate,
                Some("unixTimestamp") => TimestampFormat::EpochSeconds,
                _ => TimestampFormat::Usual,
            })
        }
        _ => Kind::String { values: &[], pattern: "" },
    };
    let limits = Limits { min: None, max: None };
    let namespace = namespace(&given["xmlNamespace"]);
    Box::leak(Box::new(Shape { name: leak(name), kind, limits, sensitive: false, namespace }))
}

fn namespace(given: &Value) -> Option<(&'static str, &'static str)> {
    let uri = given.as_str().or(given["uri"].as_str())?;
    Some((leak(given["prefix"].as_str().unwrap_or("")), leak(uri)))
}

fn members(model: &Value, given: &Value, protocol: Protocol, depth: usize) -> &'static [Member] {
    let all = given["members"].as_object().into_iter().flatten().filter(|_| depth > 0);
    let mut members: Vec<Member> = all
        .map(|(name, member)| {
            let shape = shape(model, member, protocol, depth - 1);
            let xml = member["locationName"].as_str().unwrap_or(name);
            let query = match (member["queryName"].as_str(), protocol) {
                (Some(named), _) => named.to_owned(),
                (None, Protocol::Ec2) => xml[..1].to_uppercase() + &xml[1..],
                _ => xml.to_owned(),
            };
            Member {
                name: leak(name),
                xml: leak(xml),
                query: leak(&query),
                shape,
                required: false,
                is_token: false,
                place: place(given, name, member),
            }
        })
        .collect();
    members.sort_by_key(|member| member.name);
    members.leak()
}

fn place(structure: &Value, name: &str, member: &Value) -> Place {
    match member["location"].as_str() {
        Some("uri") => Place::Label,
        Some("querystring") => Place::Query,
        Some("header") => Place::Header,
        Some("headers") => Place::Headers,
        Some("statusCode") => Place::Status,
        _ if member["xmlAttribute"] == true => Place::Attribute,
        _ if structure["payload"] == name => Place::Payload,
        _ => Place::Body,
    }
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub(crate) fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// A value as the vectors write it: blobs as the texts they are, moments as seconds, what is no number by name.
pub(crate) fn expected(shape: &'static Shape, value: &Value) -> Document {
    match (&shape.kind, value) {
        (_, Value::Null) => Document::Null,
        (Kind::Structure { members, .. }, Value::Object(all)) => {
            let known = all.iter().filter_map(|(name, value)| {
                let member = members.iter().find(|member| member.name == name)?;
                Some((Cow::Borrowed(member.name), expected(member.shape, value)))
            });
            Document::Map(known.filter(|(_, value)| !value.is_null()).collect())
        }
        (Kind::List { member, .. }, Value::Array(all)) => {
            Document::List(all.iter().map(|value| expected(member, value)).collect())
        }
        (Kind::Map { value: of, .. }, Value::Object(all)) => Document::Map(
            all.iter().map(|(key, value)| (Cow::Owned(key.clone()), expected(of, value))).collect(),
        ),
        (Kind::Blob, value) => Document::Blob(text(value).as_bytes().to_vec()),
        (Kind::Timestamp(_), value) => Document::Timestamp(Timestamp::from_seconds(value.as_f64().unwrap())),
        (Kind::Double, Value::String(name)) => Document::Float(match name.as_str() {
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            _ => f64::NAN,
        }),
        (Kind::Double, value) => Document::Float(value.as_f64().unwrap()),
        (Kind::Integer | Kind::Long, value) => Document::Integer(value.as_i64().unwrap()),
        (Kind::Boolean, value) => Document::Bool(value.as_bool().unwrap()),
        (_, Value::String(it)) => Document::String(it.clone()),
        (_, other) => Document::String(other.to_string()),
    }
}

/// As text, without an order of members; NaN is not itself.
pub(crate) fn said(document: &Document) -> String {
    match document {
        Document::Map(all) => {
            let mut all: Vec<String> =
                all.iter().map(|(name, value)| format!("{name}: {}", said(value))).collect();
            all.sort();
            format!("{{{}}}", all.join(", "))
        }
        Document::List(all) => format!("[{}]", all.iter().map(said).collect::<Vec<_>>().join(", ")),
        // Half of the precision is gone where a float was meant.
        Document::Float(it) => format!("{:?}", *it as f32),
        other => format!("{other:?}"),
    }
}

/// `name of the vector: what went wrong`, of those that did.
fn failures(
    side: fn(&File) -> &'static str,
    run: impl Fn(Protocol, &Value, &Value) -> Result<(), String>,
) -> Vec<String> {
    let mut failures = Vec::new();
    for file in &FILES {
        let suites: Value = serde_json::from_str(side(file)).unwrap();
        for suite in suites.as_array().unwrap() {
            for case in suite["cases"].as_array().unwrap() {
                if let Err(trouble) = run(file.protocol, &suite["shapes"], case) {
                    failures.push(format!("{}: {trouble}", text(&case["id"])));
                }
            }
        }
    }
    failures
}

fn read(protocol: Protocol, shapes: &Value, case: &Value) -> Result<(), String> {
    let (Some(of), Some(body)) = (case["given"].get("input"), case["serialized"]["body"].as_str()) else {
        return Ok(());
    };
    let shape = shape(shapes, of, protocol, DEPTH);
    let read = match protocol {
        Protocol::Json10 | Protocol::Json11 => read_json(shape, body.as_bytes()),
        Protocol::Cbor => read_cbor(shape, &STANDARD.decode(body).unwrap()),
        Protocol::RestJson | Protocol::RestXml => return Ok(()),
        Protocol::Query | Protocol::Ec2 => {
            read_query(shape, protocol, &pairs(body).map_err(|error| error.message)?)
        }
    };
    let read = read.map_err(|error| error.message)?;
    let wanted = expected(shape, &case["params"]);
    if said(&read) == said(&wanted) {
        Ok(())
    } else {
        Err(format!("{} instead of {}", said(&read), said(&wanted)))
    }
}

#[test]
fn requests_are_read_into_the_values_they_were_made_of() {
    let failures = failures(|file| file.input, read);
    let is = |failure: &str, name: &str| failure.split(':').next() == Some(name);
    let known = |failure: &String| UNREAD.iter().any(|(name, _)| is(failure, name));
    let unknown: Vec<&String> = failures.iter().filter(|failure| !known(failure)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    for (name, _) in UNREAD {
        assert!(
            failures.iter().any(|failure| failure.starts_with(name)),
            "{name} is read, and named as unread"
        );
    }
}

/// JSON and CBOR: what is written is what the vector's answer is read as.
fn written(protocol: Protocol, shapes: &Value, case: &Value) -> Result<(), String> {
    let Some(of) = case["given"].get("output") else { return Ok(()) };
    if matches!(protocol, Protocol::Query | Protocol::Ec2) || case.get("result").is_none() {
        return Ok(());
    }
    let shape = shape(shapes, of, protocol, DEPTH);
    let value = expected(shape, &case["result"]);
    let mut bytes = Vec::new();
    let read = match protocol {
        Protocol::Cbor => {
            write_cbor(&mut bytes, &value);
            read_cbor(shape, &bytes)
        }
        _ => {
            write_json(&mut bytes, &value);
            read_json(shape, &bytes)
        }
    };
    let read = read.map_err(|error| error.message)?;
    if said(&read) == said(&value) {
        Ok(())
    } else {
        Err(format!("{} instead of {}", said(&read), said(&value)))
    }
}

#[test]
fn values_are_written_into_answers_that_are_read_as_them() {
    let failures = failures(|file| file.output, written);
    assert!(failures.is_empty(), "{failures:#?}");
}

/// The members of an answer: those of its result, where it has one around them.
fn members_of(mut answer: Element) -> Element {
    answer.name.clear();
    if let Some(at) = answer.children.iter().position(|child| child.name.ends_with("Result")) {
        return Element { name: String::new(), ..answer.children.swap_remove(at) };
    }
    answer.children.retain(|child| child.name != "requestId");
    answer
}

/// An element as text: items of a list keep their order, other elements have none; numbers and moments stand for their value.
pub(crate) fn told(element: &Element) -> String {
    let own = element.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns"));
    let attributes: String = own.map(|(name, value)| format!(" {name}={value:?}")).collect();
    let name = format!("{}{attributes}", element.name);
    if element.children.is_empty() {
        let text = element.text.trim();
        let moment = crate::parse_iso8601(text).map(|moment| moment.millis().to_string());
        let number = || text.parse::<f64>().ok().map(|number| (number as f32).to_string());
        return format!("{name}={}", moment.or_else(number).unwrap_or_else(|| text.to_owned()));
    }
    let mut children: Vec<&Element> = element.children.iter().collect();
    // Entries of a map have no order either.
    let entry =
        |it: &Element| if it.children.len() == 2 && it.name != "item" { told(it) } else { String::new() };
    children.sort_by_key(|child| (child.name.clone(), entry(child)));
    let children: Vec<String> = children.into_iter().map(told).collect();
    format!("{name}[{}]", children.join(" "))
}

fn written_in_xml(protocol: Protocol, shapes: &Value, case: &Value) -> Result<(), String> {
    let (Some(of), Some(body)) = (case["given"].get("output"), case["response"]["body"].as_str()) else {
        return Ok(());
    };
    if !matches!(protocol, Protocol::Query | Protocol::Ec2) || case.get("result").is_none() {
        return Ok(());
    }
    let shape = shape(shapes, of, protocol, DEPTH);
    let mut members = String::from("<all>");
    write_members(&mut members, shape, &expected(shape, &case["result"]));
    members.push_str("</all>");
    let parsed = |text: &str| Element::parse(text.as_bytes()).unwrap().unwrap();
    let ours = told(&Element { name: String::new(), ..parsed(&members) });
    let theirs = told(&members_of(parsed(body)));
    if ours == theirs { Ok(()) } else { Err(format!("{ours} instead of {theirs}")) }
}

#[test]
fn values_are_written_as_the_elements_a_client_reads() {
    let failures = failures(|file| file.output, written_in_xml);
    assert!(failures.is_empty(), "{failures:#?}");
}
