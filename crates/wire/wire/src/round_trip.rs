//! Properties over every shape of the models: what is written is read back the same. Test-only.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use proptest::prelude::*;
use shapes::{Document, Kind, Protocol, Shape, Timestamp};

use crate::{
    cbor_read::read_cbor,
    cbor_write::write_cbor,
    json_read::read_json,
    json_write::write_json,
    query_read::{pairs, read_query},
};

/// A small deterministic source of choices, so that a failing seed says everything.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn text(&mut self) -> String {
        let letters = ['a', 'Z', '0', '"', '\\', '\n', '\u{1}', '&', '=', '%', '+', 'é', '\u{1f980}'];
        (0..=self.roll(6)).map(|_| letters[self.roll(letters.len() as u64) as usize]).collect()
    }

    fn value(&mut self, shape: &'static Shape, depth: usize) -> Document {
        match &shape.kind {
            Kind::Structure { members, .. } => {
                let mut entries = Vec::new();
                for member in members.iter().filter(|member| depth > 0 || is_scalar(member.shape)) {
                    if self.roll(3) > 0 {
                        entries.push((
                            Cow::Borrowed(member.name),
                            self.value(member.shape, depth.saturating_sub(1)),
                        ));
                    }
                }
                Document::Map(entries)
            }
            Kind::List { member, .. } => Document::List(
                (0..=self.roll(2)).map(|_| self.value(member, depth.saturating_sub(1))).collect(),
            ),
            Kind::Map { value, .. } => {
                let keys = (0..=self.roll(2)).map(|at| Cow::Owned(format!("{at}{}", self.text())));
                let keys: Vec<Cow<'static, str>> = keys.collect();
                Document::Map(
                    keys.into_iter().map(|key| (key, self.value(value, depth.saturating_sub(1)))).collect(),
                )
            }
            Kind::String { .. } => Document::String(self.text()),
            Kind::Refused { .. } => {
                Document::List((0..=self.roll(2)).map(|_| Document::String(self.text())).collect())
            }
            Kind::Integer => Document::Integer(self.roll(1 << 31) as i64 - (1 << 30)),
            Kind::Long => Document::Integer((self.roll(1 << 31) as i64) << 20),
            Kind::Double => Document::Float(self.roll(1 << 20) as f64 / 8.0),
            Kind::Boolean => Document::Bool(self.roll(2) == 0),
            Kind::Blob => Document::Blob(self.text().into_bytes()),
            Kind::Timestamp(_) => {
                Document::Timestamp(Timestamp::from_millis(1_700_000_000_000 + self.roll(1 << 31) as i64))
            }
        }
    }
}

fn is_scalar(shape: &Shape) -> bool {
    !matches!(shape.kind, Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. })
}

fn structures() -> impl Iterator<Item = (&'static Shape, Protocol)> {
    let operations = shapes::services().iter().flat_map(|service| service.operations);
    operations.flat_map(|operation| {
        let protocols = operation.service.protocols;
        let forms = |protocol: &&Protocol| matches!(protocol, Protocol::Query | Protocol::Ec2);
        let protocol = protocols.iter().find(forms).copied().unwrap_or(protocols[0]);
        [operation.input, operation.output].into_iter().flatten().map(move |shape| (shape, protocol))
    })
}

/// Order in a document is the writer's; equality is asked without it.
fn sorted(document: Document) -> Document {
    match document {
        Document::List(items) => Document::List(items.into_iter().map(sorted).collect()),
        Document::Map(entries) => {
            let mut entries: Vec<_> = entries.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Document::Map(entries)
        }
        other => other,
    }
}

/// What a Query client would send.
fn parameters(out: &mut Vec<String>, path: &str, shape: &Shape, value: &Document, protocol: Protocol) {
    let below = |word: &str| if path.is_empty() { word.to_owned() } else { format!("{path}.{word}") };
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Document::Map(entries)) => {
            for (name, value) in entries {
                let member = members.iter().find(|member| member.name == name).unwrap();
                parameters(out, &below(member.query), member.shape, value, protocol);
            }
        }
        (Kind::List { member, .. }, Document::List(items)) => {
            for (at, item) in items.iter().enumerate() {
                let number = (at + 1).to_string();
                let word = if protocol == Protocol::Ec2 { number } else { format!("member.{number}") };
                parameters(out, &below(&word), member, item, protocol);
            }
        }
        (Kind::Refused { .. }, Document::List(texts)) => {
            for (at, text) in texts.iter().enumerate() {
                parameters(out, &below(&at.to_string()), shape, text, protocol);
            }
        }
        (Kind::Map { key, value: shape, names, .. }, Document::Map(entries)) => {
            for (at, (name, value)) in entries.iter().enumerate() {
                let name = Document::String(name.to_string());
                parameters(out, &below(&format!("entry.{}.{}", at + 1, names.0)), key, &name, protocol);
                parameters(out, &below(&format!("entry.{}.{}", at + 1, names.1)), shape, value, protocol);
            }
        }
        (_, Document::String(text)) => out.push(format!("{path}={}", encoded(text))),
        (_, Document::Integer(number)) => out.push(format!("{path}={number}")),
        (_, Document::Float(number)) => out.push(format!("{path}={number}")),
        (_, Document::Bool(flag)) => out.push(format!("{path}={flag}")),
        (_, Document::Timestamp(moment)) => out.push(format!("{path}={}", crate::iso8601(*moment))),
        (_, Document::Blob(bytes)) => {
            use base64::{Engine, engine::general_purpose::STANDARD};
            out.push(format!("{path}={}", encoded(&STANDARD.encode(bytes))));
        }
        (kind, value) => panic!("{path}: {kind:?} {value:?}"),
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Query has no way to say "here is an empty structure": such values are left out before comparing.
fn without_empty(document: Document) -> Option<Document> {
    match document {
        Document::Map(entries) => {
            let kept = entries.into_iter().filter_map(|(key, value)| Some((key, without_empty(value)?)));
            let kept: Vec<_> = kept.collect();
            (!kept.is_empty()).then_some(Document::Map(kept))
        }
        Document::List(items) => {
            let kept: Vec<_> = items.into_iter().filter_map(without_empty).collect();
            (!kept.is_empty()).then_some(Document::List(kept))
        }
        other => Some(other),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn json_of_every_shape_reads_back(seed: u64) {
        for (shape, _) in structures() {
            let document = Dice(seed).value(shape, 5);
            let mut bytes = Vec::new();
            write_json(&mut bytes, &document);
            let read = read_json(shape, &bytes);
            prop_assert_eq!(read.as_ref(), Ok(&document), "{}", shape.name);
        }
    }

    #[test]
    fn cbor_of_every_shape_reads_back(seed: u64) {
        for (shape, _) in structures() {
            let document = Dice(seed).value(shape, 5);
            let mut bytes = Vec::new();
            write_cbor(&mut bytes, &document);
            let read = read_cbor(shape, &bytes);
            prop_assert_eq!(read.as_ref(), Ok(&document), "{}", shape.name);
        }
    }

    #[test]
    fn query_of_every_shape_reads_back(seed: u64) {
        let query = structures().filter(|(_, protocol)| matches!(protocol, Protocol::Query | Protocol::Ec2));
        for (shape, protocol) in query {
            let document = without_empty(Dice(seed).value(shape, 5)).unwrap_or(Document::Map(Vec::new()));
            let mut words = Vec::new();
            parameters(&mut words, "", shape, &document, protocol);
            let text = words.join("&");
            let read = read_query(shape, protocol, &pairs(&text).unwrap()).unwrap();
            prop_assert_eq!(sorted(read), sorted(document), "{}", shape.name);
        }
    }
}
