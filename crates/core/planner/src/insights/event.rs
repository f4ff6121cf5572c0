//! An event as a query sees it: fields of CloudWatch Logs (`@message`) and those of a message that is JSON (`user.name`, `list.0`).
//! In: an event. Out: values by name. Never here: names a query gives.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::value::Value;
use crate::json_size::{LARGEST_JSON, bytes_as_json};

/// Fields that are discovered in one event.
const MOST_FIELDS: usize = 200;
/// Objects within objects that are looked into.
const DEEPEST: usize = 16;

/// An event.
#[derive(Clone, Debug)]
pub struct Event<'e> {
    /// When it happened, in ms since 1970.
    pub timestamp: i64,
    /// When it came in, in ms since 1970.
    pub ingested: i64,
    /// What it says.
    pub message: Cow<'e, str>,
    /// Where it lies.
    pub pointer: Pointer<'e>,
    /// Account of the group.
    pub account: Cow<'e, str>,
    json: OnceCell<Option<Json>>,
}

/// Which event it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer<'e> {
    /// Name of the group.
    pub group: Cow<'e, str>,
    /// Name of the stream.
    pub stream: Cow<'e, str>,
    /// How many events came before it in the stream.
    pub ordinal: u64,
}

impl Pointer<'_> {
    /// As `@ptr` shows it: hexadecimal digits.
    pub fn text(&self) -> String {
        let plain = format!("{}:{}:{}", self.group, self.stream, self.ordinal);
        plain.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What such a text names.
    pub fn parse(text: &str) -> Option<Pointer<'static>> {
        let pairs = text.is_ascii() && text.len().is_multiple_of(2);
        let digits = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        let bytes = pairs.then(|| (0..text.len()).step_by(2).map(digits).collect::<Option<Vec<u8>>>())??;
        let plain = String::from_utf8(bytes).ok()?;
        let mut parts = plain.split(':').map(|part| Cow::Owned(part.to_owned()));
        let (group, stream, ordinal) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Pointer { group, stream, ordinal: ordinal.parse().ok()? })
    }
}

impl<'e> Event<'e> {
    /// An event of a stream of an account.
    pub fn new(
        account: &'e str,
        pointer: Pointer<'e>,
        (timestamp, ingested): (i64, i64),
        message: &'e str,
    ) -> Self {
        let (account, message) = (Cow::Borrowed(account), Cow::Borrowed(message));
        Self { timestamp, ingested, message, pointer, account, json: OnceCell::new() }
    }

    pub(super) fn into_owned(self) -> Event<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let Pointer { group, stream, ordinal } = self.pointer;
        Event {
            timestamp: self.timestamp,
            ingested: self.ingested,
            message: own(self.message),
            pointer: Pointer { group: own(group), stream: own(stream), ordinal },
            account: own(self.account),
            // Read again if it is needed again: most rows never are, and JSON is larger in memory than as text.
            json: OnceCell::new(),
        }
    }

    fn json(&self) -> Option<&Json> {
        let read = || {
            let starts = self.message.trim_start().starts_with('{');
            let fits = starts && bytes_as_json(&self.message) <= LARGEST_JSON;
            fits.then(|| serde_json::from_str(&self.message).ok()).flatten()
        };
        self.json.get_or_init(read).as_ref()
    }

    /// Forgets what was read as JSON, which takes many times the room of the message.
    pub(super) fn forget(&mut self) {
        self.json = OnceCell::new();
    }

    /// The value of a field of its own, or of its JSON.
    pub(super) fn field(&self, name: &str) -> Value {
        match name {
            "@timestamp" => Value::Moment(self.timestamp),
            "@ingestionTime" => Value::Moment(self.ingested),
            "@message" => Value::Text(self.message.clone().into_owned()),
            "@logStream" => Value::Text(self.pointer.stream.clone().into_owned()),
            "@log" => Value::Text(format!("{}:{}", self.account, self.pointer.group)),
            "@ptr" => Value::Text(self.pointer.text()),
            name => self.json().map_or(Value::Missing, |json| at(json, name)),
        }
    }
}

/// The value a path leads to.
pub(super) fn at(json: &Json, path: &str) -> Value {
    member(json, path).map_or(Value::Missing, plain)
}

/// What a path leads to; a member may have dots in its own name.
fn member<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    let direct = || match json {
        Json::Object(members) => members.get(path),
        Json::Array(items) => items.get(path.parse::<usize>().ok()?),
        _ => None,
    };
    direct().or_else(|| {
        let (first, rest) = path.split_once('.')?;
        member(member(json, first)?, rest)
    })
}

fn plain(json: &Json) -> Value {
    match json {
        Json::Null => Value::Missing,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => number.as_f64().map_or(Value::Missing, Value::from_number),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
    }
}

/// Every field of an event, its own and those discovered in its JSON, with its value as shown.
pub fn fields_of(event: &Event<'_>) -> BTreeMap<String, String> {
    let own = ["@timestamp", "@ingestionTime", "@message", "@logStream", "@log"];
    let own = own.iter().filter_map(|name| Some(((*name).to_owned(), event.field(name).text()?)));
    let mut fields: BTreeMap<String, String> = own.collect();
    let most = fields.len() + MOST_FIELDS;
    if let Some(json) = event.json() {
        discover(json, "", DEEPEST, most, &mut fields);
    }
    fields
}

fn discover(json: &Json, path: &str, depth: usize, most: usize, fields: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match (json, depth.checked_sub(1)) {
        _ if fields.len() >= most => {}
        (Json::Object(members), Some(depth)) => {
            members.iter().for_each(|(name, json)| discover(json, &below(name), depth, most, fields));
        }
        (Json::Array(items), Some(depth)) => {
            items
                .iter()
                .enumerate()
                .for_each(|(at, json)| discover(json, &below(&at.to_string()), depth, most, fields));
        }
        (other, _) => {
            fields.extend(plain(other).text().map(|text| (path.to_owned(), text)));
        }
    }
}
