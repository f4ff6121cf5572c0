//! A slice to Rust text. In: a [`Slice`]. Out: the source of one generated module, not yet formatted.
//! Never here: files, formatting.

use std::fmt::Write;

use serde_json::Value;

use crate::{
    naming::{field, snake},
    slice::{Slice, is_only_shown, members, requires, target, typed_members},
};

const HEAD: &str = "//! Written by `cargo xtask codegen` from `models/`; do not edit.
//!
//! In and out: typed inputs, outputs and errors of one service. Never here: behaviour.
#![allow(deprecated, missing_docs, unused_imports)]

use std::collections::BTreeMap;

use crate::{
    convert::{FromDocument, IntoDocument, Mismatch, Unit},
    document::{put, Document},
    macros::{exceptions, operation, structure, tag},
    schema::{OperationSchema, ServiceSchema},
    timestamp::Timestamp,
};
";

/// The whole module of one service.
pub(crate) fn service(slice: &Slice) -> String {
    let mut out = HEAD.to_owned();
    structures(slice, &mut out);
    operations(slice, &mut out);
    exceptions(slice, &mut out);
    service_table(slice, &mut out);
    operation_table(slice, &mut out);
    shape_table(slice, &mut out);
    out
}

/// `generated/mod.rs`: the modules and the list of services.
pub(crate) fn index(services: &[String]) -> String {
    let mut out = "//! Written by `cargo xtask codegen`; do not edit. One module per service, and the list of them.\n\n".to_owned();
    let modules: Vec<String> = services.iter().map(|service| module(service)).collect();
    for module in &modules {
        line(&mut out, format_args!("pub mod {module};"));
    }
    let tables: Vec<String> = modules.iter().map(|module| format!("&{module}::SERVICE")).collect();
    line(&mut out, format_args!("\n/// Every service of this product."));
    line(&mut out, format_args!("pub fn services() -> &'static [&'static crate::ServiceSchema] {{"));
    line(
        &mut out,
        format_args!("    static ALL: [&crate::ServiceSchema; {}] = [{}];", tables.len(), tables.join(", ")),
    );
    out.push_str("    &ALL\n}\n");
    out
}

/// Name of a service's module: `application_autoscaling`.
pub(crate) fn module(service: &str) -> String {
    service.replace('-', "_")
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{words}");
}

fn structures(slice: &Slice, out: &mut String) {
    for (name, shape) in slice.structures() {
        line(out, format_args!("structure! {{ {} {name} {{", way(slice, name)));
        for (member, reference) in typed_members(shape) {
            let kind = match is_only_shown(reference) {
                true => "Option<Vec<String>>".to_owned(),
                false => member_type(slice, name, shape, member, target(reference)),
            };
            line(out, format_args!("    {} \"{member}\" {kind},", field(member)));
        }
        line(out, format_args!("}} }}"));
        if is_tag(name, shape) {
            line(out, format_args!("tag! {{ {name} }}"));
        }
    }
}

/// A key with its value, by the name every service gives that.
pub(crate) fn is_tag(name: &str, shape: &Value) -> bool {
    name == "Tag" && members(shape).map(|(member, _)| field(member)).eq(["key", "value"])
}

/// Which way a structure goes over the wire.
fn way(slice: &Slice, name: &str) -> &'static str {
    match (slice.is_input(name), slice.is_output(name)) {
        (true, true) => "both",
        (true, false) => "input",
        (false, _) => "output",
    }
}

fn member_type(slice: &Slice, owner: &str, shape: &Value, member: &str, to: &str) -> String {
    let plain = rust_type(slice, to);
    let recursive = slice.shape(to)["type"] == "structure" && (to == owner || slice.embeds(to, owner));
    match recursive {
        true => format!("Option<Box<{plain}>>"),
        false if slice.is_input(owner) && requires(shape, member) => plain,
        false => format!("Option<{plain}>"),
    }
}

fn rust_type(slice: &Slice, name: &str) -> String {
    let shape = slice.shape(name);
    match shape["type"].as_str().unwrap_or_default() {
        "structure" => name.to_owned(),
        "list" => format!("Vec<{}>", rust_type(slice, target(&shape["member"]))),
        "map" => format!("BTreeMap<String, {}>", rust_type(slice, target(&shape["value"]))),
        "integer" | "long" => "i64".to_owned(),
        "double" | "float" => "f64".to_owned(),
        "boolean" => "bool".to_owned(),
        "blob" => "Vec<u8>".to_owned(),
        "timestamp" => "Timestamp".to_owned(),
        _ => "String".to_owned(),
    }
}

fn operations(slice: &Slice, out: &mut String) {
    for (name, operation) in slice.typed_operations() {
        let input = operation["input"].as_str().unwrap_or("Unit");
        let output = operation["output"]["shape"].as_str().unwrap_or("Unit");
        line(out, format_args!("operation! {{ {name} {input} {output} }}"));
    }
}

fn exceptions(slice: &Slice, out: &mut String) {
    line(out, format_args!("exceptions! {{"));
    for (name, shape) in slice.exceptions() {
        let code = shape["error"]["code"].as_str().unwrap_or(name);
        let receiver = shape["fault"] == true;
        let usual = if receiver { 500 } else { 400 };
        let status = shape["error"]["httpStatusCode"].as_u64().unwrap_or(usual);
        let fault = if receiver || status >= 500 { "Receiver" } else { "Sender" };
        let own = if tells_more(slice, shape) { format!(" {name}") } else { String::new() };
        line(out, format_args!("    {} {name} \"{code}\" {status} {fault}{own};", snake(name)));
    }
    line(out, format_args!("}}"));
}

/// Whether an exception has members beside its message that REST puts where its model says.
fn tells_more(slice: &Slice, exception: &Value) -> bool {
    slice.is_rest() && members(exception).any(|(name, _)| !name.eq_ignore_ascii_case("message"))
}

fn service_table(slice: &Slice, out: &mut String) {
    let protocols: Vec<&str> = slice.protocols().filter_map(|word| protocol(slice, word)).collect();
    let prefix = slice.metadata("endpointPrefix");
    let signing =
        if slice.metadata("signingName").is_empty() { prefix } else { slice.metadata("signingName") };
    let mut names: Vec<&String> = slice.operations().map(|(name, _)| name).collect();
    names.sort();
    let names: Vec<String> = names.iter().map(|name| format!("&operations::{name}")).collect();
    line(out, format_args!("/// The service's own table."));
    line(out, format_args!("pub static SERVICE: ServiceSchema = ServiceSchema {{"));
    line(
        out,
        format_args!(
            "    name: {:?}, signing_name: {signing:?}, endpoint_prefix: {prefix:?},",
            slice.service
        ),
    );
    line(out, format_args!("    protocols: &[{}],", protocols.join(", ")));
    line(out, format_args!("    query_compatible: {},", slice.has_metadata("awsQueryCompatible")));
    line(out, format_args!("    target_prefix: {:?},", slice.metadata("targetPrefix")));
    line(out, format_args!("    api_version: {:?},", slice.metadata("apiVersion")));
    line(out, format_args!("    xml_namespace: {:?},", slice.metadata("xmlNamespace")));
    line(out, format_args!("    operations: &[{}],", names.join(", ")));
    let all: Vec<String> = slice.names().map(|name| format!("{name:?}")).collect();
    line(out, format_args!("    names: &[{}],", all.join(", ")));
    refusals(slice, out);
    let elsewhere: Vec<String> =
        slice.elsewhere().map(|(name, http)| format!("({}, {name:?})", http_entry(http))).collect();
    line(out, format_args!("    elsewhere: &[{}],", elsewhere.join(", ")));
    line(out, format_args!("    plain_json: {},", has_plain_json(slice)));
    line(out, format_args!("}};"));
}

/// The error of refused members, and the operations that are refused.
fn refusals(slice: &Slice, out: &mut String) {
    let (name, code) = &slice.scope.refusal;
    let error = match slice.exceptions().any(|(known, _)| known == name) {
        true => format!("&errors::{name}"),
        false => format!("&crate::schema::make::refusal({name:?}, {code:?})"),
    };
    line(out, format_args!("    refusal: {error},"));
    let mut refused: Vec<_> = slice.scope.refused().map(|entry| (&entry.name, &entry.text)).collect();
    refused.sort();
    line(out, format_args!("    refused: &{refused:?},"));
}

fn http_entry(http: &Value) -> String {
    let (method, path) = (&http["method"], &http["requestUri"]);
    format!("crate::schema::make::http({method}, {path}, {})", http["responseCode"].as_u64().unwrap_or(200))
}

/// Whether JSON is written of documents alone: names as they are, moments in seconds.
fn has_plain_json(slice: &Slice) -> bool {
    let spoken = |reference: &Value| slice.is_rest_json() && !reference["locationName"].is_null();
    let formatted = |value: &Value| !value["timestampFormat"].is_null();
    let shapes = || slice.shapes().map(|(_, shape)| shape);
    let in_body = |(_, member): &(&String, &Value)| member["location"].is_null();
    !shapes().any(|shape| {
        formatted(shape) || members(shape).filter(in_body).any(|(_, it)| spoken(it) || formatted(it))
    })
}

fn protocol(slice: &Slice, word: &str) -> Option<&'static str> {
    match (word, slice.metadata("jsonVersion")) {
        ("json", "1.0") => Some("crate::Protocol::Json10"),
        ("json", _) => Some("crate::Protocol::Json11"),
        ("query", _) => Some("crate::Protocol::Query"),
        ("ec2", _) => Some("crate::Protocol::Ec2"),
        ("smithy-rpc-v2-cbor", _) => Some("crate::Protocol::Cbor"),
        ("rest-json", _) => Some("crate::Protocol::RestJson"),
        ("rest-xml", _) => Some("crate::Protocol::RestXml"),
        _ => None,
    }
}

fn operation_table(slice: &Slice, out: &mut String) {
    line(out, format_args!("/// One table entry per operation."));
    line(out, format_args!("#[allow(non_upper_case_globals)]\npub mod operations {{"));
    line(out, format_args!("use super::{{errors, shapes, SERVICE}};\nuse crate::OperationSchema;"));
    for (name, operation) in slice.operations() {
        let input = reference(&operation["input"]);
        let output = reference(&operation["output"]["shape"]);
        let wrapper = operation["output"]["resultWrapper"].as_str().unwrap_or_default();
        let errors: Vec<String> = operation["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|error| format!("&errors::{error}"))
            .collect();
        line(
            out,
            format_args!(
                "pub static {name}: OperationSchema = OperationSchema {{ name: {name:?}, service: &SERVICE,"
            ),
        );
        line(
            out,
            format_args!(
                "input: {input}, output: {output}, result_wrapper: {wrapper:?}, errors: &[{}], http: {} }};",
                errors.join(", "),
                match &operation["http"] {
                    Value::Null => "None".to_owned(),
                    http => format!("Some({})", http_entry(http)),
                }
            ),
        );
    }
    line(out, format_args!("}}"));
}

fn reference(name: &Value) -> String {
    name.as_str().map_or("None".to_owned(), |name| format!("Some(&shapes::{name})"))
}

fn shape_table(slice: &Slice, out: &mut String) {
    line(out, format_args!("/// One table entry per shape."));
    line(out, format_args!("#[allow(non_upper_case_globals)]\npub mod shapes {{"));
    line(out, format_args!("use crate::schema::{{make as k, Kind, Place, Shape, TimestampFormat}};"));
    let shown = |shape: &Value| shape["exception"] != true || tells_more(slice, shape);
    for (name, shape) in slice.shapes().filter(|(_, shape)| shown(shape)) {
        line(out, format_args!("pub static {name}: Shape = {};", shape_entry(slice, name, shape)));
    }
    line(out, format_args!("}}"));
}

fn shape_entry(slice: &Slice, name: &str, shape: &Value) -> String {
    let plain = plain_entry(slice, name, shape);
    if shape["sensitive"] == true { format!("k::sensitive({plain})") } else { plain }
}

fn plain_entry(slice: &Slice, name: &str, shape: &Value) -> String {
    let limits = limits(shape);
    match shape["type"].as_str().unwrap_or_default() {
        "structure" => structure_entry(slice, name, shape),
        "list" => {
            let item = shape["member"]["locationName"].as_str().unwrap_or("member");
            let flattened = shape["flattened"] == true;
            format!("k::list({name:?}, &{}, {item:?}, {flattened}, {limits})", target(&shape["member"]))
        }
        "map" => map_entry(name, shape),
        "string" => {
            let pattern = shape["pattern"].as_str().unwrap_or_default();
            format!("k::string({name:?}, &{:?}, {pattern:?}, {limits})", strings(&shape["enum"]))
        }
        "timestamp" => timestamp_entry(name, &shape["timestampFormat"], &limits),
        other => format!("k::simple({name:?}, Kind::{}, {limits})", kind(other)),
    }
}

fn timestamp_entry(name: &str, format: &Value, limits: &str) -> String {
    let format = match format.as_str() {
        None => "Usual",
        Some("iso8601") => "Iso8601",
        Some("rfc822") => "HttpDate",
        Some("unixTimestamp") => "EpochSeconds",
        Some(_) => "ThisFormatIsUnknownToCodegen",
    };
    format!("k::simple({name:?}, Kind::Timestamp(TimestampFormat::{format}), {limits})")
}

fn map_entry(name: &str, shape: &Value) -> String {
    let (key, value) = (&shape["key"], &shape["value"]);
    let names =
        (key["locationName"].as_str().unwrap_or("key"), value["locationName"].as_str().unwrap_or("value"));
    let flattened = shape["flattened"] == true;
    format!(
        "k::map({name:?}, &{}, &{}, {names:?}, {flattened}, {})",
        target(key),
        target(value),
        limits(shape)
    )
}

fn kind(word: &str) -> &'static str {
    match word {
        "integer" => "Integer",
        "long" => "Long",
        "float" | "double" => "Double",
        "boolean" => "Boolean",
        "blob" => "Blob",
        // Reaches rustc as an unknown variant, naming the new type.
        _ => "ThisModelTypeIsUnknownToCodegen",
    }
}

fn structure_entry(slice: &Slice, name: &str, shape: &Value) -> String {
    let make = if shape["union"] == true { "union" } else { "structure" };
    let entries: Vec<String> = members(shape)
        .map(|(member, reference)| {
            let entry = member_entry(slice, member, reference, requires(shape, member));
            match place(slice, shape, member, reference) {
                "Body" => entry,
                place => format!("k::placed({entry}, Place::{place})"),
            }
        })
        .collect();
    let plain = format!("k::{make}({name:?}, &[{}])", entries.join(", "));
    match &shape["xmlNamespace"] {
        Value::Null => plain,
        Value::String(uri) => format!("k::namespaced({plain}, \"\", {uri:?})"),
        given => {
            format!("k::namespaced({plain}, {:?}, {})", given["prefix"].as_str().unwrap_or(""), given["uri"])
        }
    }
}

/// Where REST has a member.
fn place(slice: &Slice, shape: &Value, member: &str, reference: &Value) -> &'static str {
    let streams = || [reference, slice.shape(target(reference))].iter().any(|it| it["streaming"] == true);
    match reference["location"].as_str() {
        _ if !slice.is_rest() => "Body",
        Some("uri") => "Label",
        Some("querystring") => "Query",
        Some("header") => "Header",
        Some("headers") => "Headers",
        Some("statusCode") => "Status",
        Some(_) => "ThisLocationIsUnknownToCodegen",
        None if reference["xmlAttribute"] == true => "Attribute",
        None if shape["payload"] == *member && streams() => "Stream",
        None if shape["payload"] == *member => "Payload",
        None => "Body",
    }
}

fn member_entry(slice: &Slice, member: &str, reference: &Value, required: bool) -> String {
    // What is refused is not asked for, whatever the model says.
    let make = if required && reference["refused"].is_null() { "required" } else { "optional" };
    let shape = match &reference["refused"] {
        Value::Null if reference["timestampFormat"].is_null() => target(reference).to_owned(),
        Value::Null => timestamp_entry(target(reference), &reference["timestampFormat"], "k::FREE"),
        refused => format!("k::refused(&{:?}, {})", strings(&refused["unless"]), refused["why"]),
    };
    let mut plain = format!("k::{make}({member:?}, &{shape})");
    if reference["idempotencyToken"] == true {
        plain = format!("k::token({plain})");
    }
    let xml = reference["locationName"].as_str().unwrap_or(member);
    let query = query_name(slice, reference, xml);
    if xml == member && query == member { plain } else { format!("k::spelt({plain}, {xml:?}, {query:?})") }
}

/// EC2 requests capitalise the XML name unless the model gives a name of its own.
fn query_name(slice: &Slice, reference: &Value, xml: &str) -> String {
    if let Some(name) = reference["queryName"].as_str() {
        return name.to_owned();
    }
    match slice.protocols().any(|word| word == "ec2") {
        true => xml.chars().take(1).flat_map(char::to_uppercase).chain(xml.chars().skip(1)).collect(),
        false => xml.to_owned(),
    }
}

fn strings(values: &Value) -> Vec<&str> {
    values.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn limits(shape: &Value) -> String {
    match (shape["min"].as_i64(), shape["max"].as_i64()) {
        (None, None) => "k::FREE".to_owned(),
        (Some(min), None) => format!("k::at_least({min})"),
        (None, Some(max)) => format!("k::at_most({max})"),
        (Some(min), Some(max)) => format!("k::within({min}, {max})"),
    }
}
