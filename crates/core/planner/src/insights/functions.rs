//! Functions of one row. In: values. Out: a value. Never here: statistics, fields.

use std::net::IpAddr;
use std::sync::Arc;

use serde_json::Value as Json;

use super::addresses::{is_address, is_in_network};
use super::budget::{Halt, LARGEST_ROW, LARGEST_VALUE};
use super::value::Value;
use crate::json_size::bytes_as_json;

/// A function, how many values it takes, and what it makes of them.
#[derive(Clone, Copy)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    work: Work,
}

/// How a function comes to its value.
#[derive(Clone, Copy)]
enum Work {
    /// What it makes is hardly larger than what it is given.
    Plain(fn(&[Value]) -> Value),
    /// What it makes may be many times as large: `None` instead of more than a value may be.
    Growing(fn(&[Value]) -> Option<Value>),
}

impl Function {
    /// What it makes of values.
    pub(super) fn call(&self, values: &[Value]) -> Result<Value, Halt> {
        match self.work {
            Work::Plain(work) => Ok(work(values)),
            Work::Growing(work) => work(values).ok_or(Halt::TooMuch),
        }
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The function of this name, in any case.
pub(super) fn function(name: &str) -> Option<Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name)).copied()
}

const fn of(name: &'static str, least: usize, most: usize, work: fn(&[Value]) -> Value) -> Function {
    Function { name, least, most, work: Work::Plain(work) }
}

const fn growing(name: &'static str, takes: usize, work: fn(&[Value]) -> Option<Value>) -> Function {
    Function { name, least: takes, most: takes, work: Work::Growing(work) }
}

const ANY: usize = 16;

const FUNCTIONS: [Function; 37] = [
    of("abs", 1, 1, |v| by_number(v, f64::abs)),
    of("ceil", 1, 1, |v| by_number(v, f64::ceil)),
    of("floor", 1, 1, |v| by_number(v, f64::floor)),
    of("log", 1, 1, |v| by_number(v, f64::ln)),
    of("sqrt", 1, 1, |v| by_number(v, f64::sqrt)),
    of("greatest", 1, ANY, |v| extreme(v, f64::max)),
    of("least", 1, ANY, |v| extreme(v, f64::min)),
    of("ispresent", 1, 1, |v| Value::Bool(!v[0].is_missing())),
    of("isempty", 1, 1, |v| Value::Bool(v[0].text().is_none_or(|text| text.is_empty()))),
    of("isblank", 1, 1, |v| Value::Bool(v[0].text().is_none_or(|text| text.trim().is_empty()))),
    of("coalesce", 1, ANY, |v| v.iter().find(|value| !value.is_missing()).cloned().unwrap_or_default()),
    of("concat", 1, ANY, |v| Value::Text(v.iter().filter_map(Value::text).collect())),
    of("strlen", 1, 1, |v| {
        v[0].text().map_or(Value::Missing, |text| Value::Number(text.chars().count() as f64))
    }),
    of("toupper", 1, 1, |v| by_text(v, |text| text.to_uppercase())),
    of("tolower", 1, 1, |v| by_text(v, |text| text.to_lowercase())),
    of("trim", 1, 2, |v| trimmed(v, true, true)),
    of("ltrim", 1, 2, |v| trimmed(v, true, false)),
    of("rtrim", 1, 2, |v| trimmed(v, false, true)),
    growing("replace", 3, replace),
    of("strcontains", 2, 2, contains),
    of("substr", 2, 3, substr),
    of("datefloor", 2, 2, |v| stretch(v, 0.0)),
    of("dateceil", 2, 2, |v| stretch(v, 1.0)),
    of("fromMillis", 1, 1, |v| v[0].number().map_or(Value::Missing, |number| Value::Moment(number as i64))),
    of("toMillis", 1, 1, |v| v[0].number().map_or(Value::Missing, Value::Number)),
    of("isNumeric", 1, 1, |v| Value::Bool(v[0].number().is_some())),
    of("isValidIp", 1, 1, |v| is_address(v, |_| true)),
    of("isValidIpV4", 1, 1, |v| is_address(v, IpAddr::is_ipv4)),
    of("isValidIpV6", 1, 1, |v| is_address(v, IpAddr::is_ipv6)),
    of("isIpInSubnet", 2, 2, |v| is_in_network(v, |_| true)),
    of("isIpv4InSubnet", 2, 2, |v| is_in_network(v, IpAddr::is_ipv4)),
    of("isIpv6InSubnet", 2, 2, |v| is_in_network(v, IpAddr::is_ipv6)),
    growing("jsonParse", 1, json_parse),
    of("jsonStringify", 1, 1, json_stringify),
    of("not", 1, 1, |v| Value::Bool(!v[0].is_true())),
    of("round", 1, 1, |v| by_number(v, f64::round)),
    of("pow", 2, 2, |v| {
        v[0].number().zip(v[1].number()).map_or(Value::Missing, |(a, b)| Value::from_number(a.powf(b)))
    }),
];

/// A list or an object; its members go by paths, as those of a message do.
fn json_parse(values: &[Value]) -> Option<Value> {
    let Some(text) = values[0].words() else { return Some(Value::Missing) };
    let bytes = bytes_as_json(&text);
    if bytes > LARGEST_ROW {
        return None;
    }
    Some(match serde_json::from_str::<Json>(&text) {
        Ok(json) if json.is_object() || json.is_array() => Value::Json(Arc::new(json), bytes),
        _ => Value::Missing,
    })
}

fn json_stringify(values: &[Value]) -> Value {
    match &values[0] {
        Value::Json(json, _) => Value::Text(json.to_string()),
        // What is an object in a message is a text here already.
        other => other.clone(),
    }
}

fn by_number(values: &[Value], change: fn(f64) -> f64) -> Value {
    values[0].number().map_or(Value::Missing, |number| Value::from_number(change(number)))
}

fn by_text(values: &[Value], change: impl Fn(&str) -> String) -> Value {
    values[0].text().map_or(Value::Missing, |text| Value::Text(change(&text)))
}

fn extreme(values: &[Value], choose: fn(f64, f64) -> f64) -> Value {
    values.iter().filter_map(Value::number).reduce(choose).map_or(Value::Missing, Value::Number)
}

fn trimmed(values: &[Value], left: bool, right: bool) -> Value {
    let letters = values.get(1).and_then(Value::text);
    let cut = |c: char| letters.as_ref().map_or(c.is_whitespace(), |letters| letters.contains(c));
    by_text(values, |text| {
        let text = if left { text.trim_start_matches(cut) } else { text };
        let text = if right { text.trim_end_matches(cut) } else { text };
        text.to_owned()
    })
}

fn replace(values: &[Value]) -> Option<Value> {
    let all = (values[0].words(), values[1].words(), values[2].words());
    let (Some(text), Some(old), Some(new)) = all else { return Some(Value::Missing) };
    if old.is_empty() {
        return Some(Value::Text(text.into_owned()));
    }
    let grown = text.len() + text.matches(&*old).count() * new.len().saturating_sub(old.len());
    (grown <= LARGEST_VALUE).then(|| Value::Text(text.replace(&*old, &new)))
}

fn contains(values: &[Value]) -> Value {
    let has = values[0].text().zip(values[1].text()).is_some_and(|(text, part)| text.contains(&part));
    Value::Number(f64::from(u8::from(has)))
}

/// From a place, counted from 0, so many characters.
fn substr(values: &[Value]) -> Value {
    let count = |at: usize| values.get(at).map(|value| value.number().unwrap_or(0.0).max(0.0) as usize);
    let (from, length) = (count(1).unwrap_or(0), count(2).unwrap_or(usize::MAX));
    by_text(values, |text| text.chars().skip(from).take(length).collect())
}

/// The start of the stretch a moment lies in, or of a later one.
fn stretch(values: &[Value], later: f64) -> Value {
    let (Some(moment), Some(length)) = (values[0].number(), values[1].number()) else {
        return Value::Missing;
    };
    if length < 1.0 {
        return Value::Missing;
    }
    let start = if later > 0.0 { (moment / length).ceil() } else { (moment / length).floor() };
    Value::Moment((start * length) as i64)
}
