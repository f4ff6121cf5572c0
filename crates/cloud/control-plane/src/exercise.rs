//! The small languages of requests under any bytes at all, for the fuzz targets in `dev/fuzz`. In: bytes. Out: nothing; a promise that
//! does not hold is a panic. Never here: anything the product calls.

use std::collections::BTreeMap;

use model::Time;
use model::dynamodb::{Attributes, Table};
use model::sns::{FilterPolicy, FilterScope, MessageAttribute};
use rustls::pki_types::CertificateDer;
use shapes::acm::ImportCertificateRequest;
use shapes::elbv2::{
    HttpHeaderConditionConfig, QueryStringConditionConfig, QueryStringKeyValuePair, RuleCondition,
};

use crate::acm::{pem, x509::X509};
use crate::dynamodb::convert;
use crate::dynamodb::expression::{Condition, KeyCondition, Names, Projection, Update};
use crate::dynamodb::specimen;
use crate::ecr::manifest::Manifest;
use crate::elbv2::conditions;
use crate::sns::{filter_match, filter_policy};

/// An item of every type.
const ITEM: &str = r#"{"h":{"S":"a"},"n":{"N":"1"},"t":{"S":"text"},"l":{"L":[{"N":"1"},{"S":"b"},{"L":[]}]},
    "m":{"M":{"a":{"M":{"b":{"NULL":true}}}}},"z":{"SS":["x","y"]},"k":{"NS":["1","2"]},"f":{"BOOL":false}}"#;

fn item() -> Attributes {
    serde_json::from_str(ITEM).unwrap_or_default()
}

/// What `#name` and `:value` stand for: attributes of the item, and its values.
fn names() -> Names {
    let names =
        [("#a", "m"), ("#b", "b.c"), ("#l", "l")].map(|(key, name)| (key.to_owned(), name.to_owned()));
    let item = item();
    let values = item.iter().map(|(name, value)| (format!(":{name}"), convert::shape(value)));
    Names::read(Some(names.into()), Some(values.collect())).unwrap_or_default()
}

/// An expression of DynamoDB: its kind by the first byte, then its text.
///
/// # Panics
///
/// When NOT does not turn a condition round, or an update or a projection makes of an attribute what it does not name.
pub fn dynamodb(bytes: &[u8]) {
    let Some((kind, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let table = specimen::table();
    match kind % 4 {
        0 => condition(text),
        1 => update(text, &table),
        2 => projection(text),
        _ => drop(KeyCondition::parse(text, &table, &mut names())),
    }
}

fn condition(text: &str) {
    let item = item();
    let Ok(read) = Condition::parse("ConditionExpression", text, &mut names()) else { return };
    let holds = read.holds(&item);
    // Brackets and NOT are two levels and a few bytes more, which may be too much.
    if let Ok(turned) = Condition::parse("ConditionExpression", &format!("NOT ({text})"), &mut names()) {
        assert_eq!(turned.holds(&item), !holds, "NOT ({text})");
    }
}

fn update(text: &str, table: &Table) {
    let before = item();
    let Ok(read) = Update::parse(text, table, &mut names()) else { return };
    let Ok(after) = read.apply(&before) else { return };
    let named: Vec<&str> = read.paths().map(|path| path.attribute.as_str()).collect();
    let all = before.iter().chain(after.iter()).map(|(name, _)| name);
    all.filter(|name| !named.contains(name)).for_each(|name| {
        assert_eq!(before.get(name), after.get(name), "{text} changes {name}");
    });
}

fn projection(text: &str) {
    let item = item();
    if let Ok(Some(read)) = Projection::parse_optional(Some(text), &mut names()) {
        let shown = read.apply(&item);
        assert!(shown.size() <= item.size(), "{text} shows more than there is");
        assert_eq!(read.apply(&shown.clone()).len(), shown.len(), "{text} shows less of what it shows");
    }
}

/// A filter policy of SNS (its scope by the first byte), and after a line end the body of a message.
///
/// # Panics
///
/// When a policy is not kept on disk as it was read.
pub fn filter_policy(bytes: &[u8]) {
    let Some((scope, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let (policy, body) = text.split_once('\n').unwrap_or((text, "{}"));
    let scope = if scope % 2 == 0 { FilterScope::Attributes } else { FilterScope::Body };
    let Ok(read) = filter_policy::read(policy, scope) else { return };
    let kept = serde_json::to_string(&read).map(|json| serde_json::from_str::<FilterPolicy>(&json).ok());
    assert_eq!(kept.ok().flatten().as_ref(), Some(&read), "{policy}");
    if let Ok(body) = serde_json::from_str(body) {
        let _ = filter_match::wants_body(&read, &body);
        let attributes: BTreeMap<String, MessageAttribute> = body.iter().map(attribute).collect();
        let _ = filter_match::wants(&read, &filter_match::offered(&attributes));
    }
}

fn attribute((name, value): (&String, &serde_json::Value)) -> (String, MessageAttribute) {
    let kind = match value {
        serde_json::Value::Number(_) => "Number",
        serde_json::Value::Array(_) => "String.Array",
        _ => "String",
    };
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (name.clone(), MessageAttribute { data_type: kind.to_owned(), value })
}

/// Conditions of a rule, one a line: field, name of a header or key, value, with tabs between them.
///
/// # Panics
///
/// When conditions as answers show them are read otherwise.
pub fn rule_conditions(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(read) = conditions::read(text.lines().map(given).collect()) else { return };
    // AWS shows paths and hosts in both of their forms; a client that sends an answer back sends one.
    let shown = conditions::write(&read).into_iter().map(|shown| RuleCondition { values: None, ..shown });
    assert_eq!(conditions::read(shown.collect()).ok(), Some(read), "{text}");
}

fn given(line: &str) -> RuleCondition {
    let mut parts = line.split('\t').map(str::to_owned);
    let (field, name) = (parts.next(), parts.next());
    let values: Vec<String> = parts.collect();
    let mut given = RuleCondition { field, ..RuleCondition::default() };
    match given.field.as_deref() {
        Some("http-header") => {
            let config = HttpHeaderConditionConfig { http_header_name: name, values: Some(values) };
            given.http_header_config = Some(config);
        }
        Some("query-string") => {
            let key = name.filter(|name| !name.is_empty());
            let pair = |value| QueryStringKeyValuePair { key: key.clone(), value: Some(value) };
            let values = Some(values.into_iter().map(pair).collect());
            given.query_string_config = Some(QueryStringConditionConfig { values });
        }
        _ => given.values = Some(name.into_iter().chain(values).collect()),
    }
    given
}

/// A certificate in DER; one in PEM, its key and its chain with zeros between them.
///
/// # Panics
///
/// When it is not survived.
pub fn certificate(bytes: &[u8]) {
    let der = CertificateDer::from(bytes);
    if let Some(read) = X509::read(&der) {
        let _ = (read.is_self_signed(), read.is_signed_by(&read), read.facts());
    }
    let mut parts = bytes.splitn(3, |byte| *byte == 0).map(<[u8]>::to_vec);
    let request = ImportCertificateRequest {
        certificate: parts.next().unwrap_or_default(),
        private_key: parts.next().unwrap_or_default(),
        certificate_chain: parts.next(),
        ..ImportCertificateRequest::default()
    };
    let _ = pem::read(&request, Time(1_795_000_000_000));
}

/// What an image's manifest is for ECR: media type, digests of configuration and layers; `None` when it is none.
pub fn manifest(text: &str) -> Option<(String, Vec<String>)> {
    let read = Manifest::parse(text).ok()?;
    let _ = read.size();
    Some((read.media_type(None), read.contents().map(|content| content.digest.clone()).collect()))
}

#[cfg(test)]
mod tests {
    /// Found by fuzzing: such a number came back from the disk as its neighbour.
    #[test]
    fn a_policy_with_a_number_of_many_digits_is_kept_as_it_was_read() {
        super::filter_policy(format!("\u{1}{{\"a\":[{}2]}}", "8".repeat(55)).as_bytes());
    }
}
