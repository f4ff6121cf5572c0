//! The value of an expression. In: an expression, and where its fields stand. Out: a value. Never here: rows.

use std::cmp::Ordering;

use super::event::{Event, at};
use super::syntax::{Comparison, Cutter, Expression, Operator, Parse};
use super::value::Value;

/// Where fields stand: names the query gave (the latest counts), then the event; and values of statistics.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s, 'e> {
    pub(super) named: &'s [(String, Value)],
    pub(super) event: Option<&'s Event<'e>>,
    pub(super) slots: &'s [Value],
}

impl Scope<'_, '_> {
    pub(super) fn field(&self, name: &str) -> Value {
        if let Some(value) = self.named(name).or_else(|| self.member(name)) {
            return value;
        }
        self.event.map_or(Value::Missing, |event| event.field(name))
    }

    fn named(&self, name: &str) -> Option<Value> {
        self.named.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// What a path leads to in what `jsonParse` read: `parsed.user.name`.
    fn member(&self, path: &str) -> Option<Value> {
        let holds = |(known, value): &(String, Value)| match value {
            Value::Json(json, _) => Some(at(json, path.strip_prefix(known.as_str())?.strip_prefix('.')?)),
            _ => None,
        };
        self.named.iter().rev().find_map(holds)
    }

    pub(super) fn value(&self, of: &Expression) -> Value {
        match of {
            Expression::Constant(value) => value.clone(),
            Expression::Field(name) => self.field(name),
            Expression::Slot(at) => self.slots.get(*at).cloned().unwrap_or_default(),
            Expression::Bin(length) => self.bin(*length),
            Expression::Call(function, of) => {
                (function.call)(&of.iter().map(|one| self.value(one)).collect::<Vec<_>>())
            }
            Expression::Not(of) => Value::Bool(!self.holds(of)),
            Expression::And(one, other) => Value::Bool(self.holds(one) && self.holds(other)),
            Expression::Or(one, other) => Value::Bool(self.holds(one) || self.holds(other)),
            Expression::Compare(how, one, other) => {
                Value::Bool(compare(*how, &self.value(one), &self.value(other)))
            }
            Expression::Calculate(how, one, other) => calculate(*how, &self.value(one), &self.value(other)),
            Expression::Negate(of) => {
                self.value(of).number().map_or(Value::Missing, |number| Value::Number(-number))
            }
            Expression::In(of, list) => {
                let value = self.value(of);
                Value::Bool(list.iter().any(|one| compare(Comparison::Equal, &value, &self.value(one))))
            }
            Expression::Contains(of, text) => self.with_text(of, |own| own.contains(text.as_str())),
            Expression::Matches(of, expression) => self.with_text(of, |own| expression.is_match(own)),
        }
    }

    pub(super) fn holds(&self, condition: &Expression) -> bool {
        self.value(condition).is_true()
    }

    /// Whether a text is as `test` says; messages, the usual case, are not copied for it.
    fn with_text(&self, of: &Expression, test: impl Fn(&str) -> bool) -> Value {
        if let (Expression::Field(name), Some(event)) = (of, self.event)
            && name == "@message"
            && self.named.iter().all(|(known, _)| known != name)
        {
            return Value::Bool(test(&event.message));
        }
        Value::Bool(self.value(of).text().is_some_and(|text| test(&text)))
    }

    fn bin(&self, length: i64) -> Value {
        let at = self.field("@timestamp").number();
        at.map_or(Value::Missing, |at| Value::Moment((at as i64).div_euclid(length) * length))
    }

    /// The pieces of a text, by name; `None` where it is not as the pattern says.
    pub(super) fn cut(&self, parse: &Parse) -> Option<Vec<(String, Value)>> {
        let text = self.value(&parse.of).text()?;
        match &parse.by {
            Cutter::Glob { texts, names } => {
                let pieces = glob(&text, texts)?;
                Some(
                    names
                        .iter()
                        .cloned()
                        .zip(pieces.into_iter().map(|piece| Value::Text(piece.to_owned())))
                        .collect(),
                )
            }
            Cutter::Expression { expression, names } => {
                let found = expression.captures(&text)?;
                let piece = |name: &String| {
                    let value =
                        found.name(name).map_or(Value::Missing, |part| Value::Text(part.as_str().to_owned()));
                    (name.clone(), value)
                };
                Some(names.iter().map(piece).collect())
            }
        }
    }
}

/// What stands between the texts of a pattern; the first text may stand anywhere.
fn glob<'t>(text: &'t str, texts: &[String]) -> Option<Vec<&'t str>> {
    let (first, others) = texts.split_first()?;
    let mut rest = &text[text.find(first.as_str())? + first.len()..];
    let mut pieces = Vec::new();
    for (at, next) in others.iter().enumerate() {
        // Nothing behind the last asterisk: it takes all that is left.
        let end =
            if next.is_empty() && at + 1 == others.len() { rest.len() } else { rest.find(next.as_str())? };
        pieces.push(&rest[..end]);
        rest = &rest[end + next.len()..];
    }
    Some(pieces)
}

fn compare(how: Comparison, one: &Value, other: &Value) -> bool {
    let Some(order) = one.compare(other) else { return how == Comparison::NotEqual };
    match how {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    }
}

fn calculate(how: Operator, one: &Value, other: &Value) -> Value {
    let (Some(one), Some(other)) = (one.number(), other.number()) else { return Value::Missing };
    Value::from_number(match how {
        Operator::Add => one + other,
        Operator::Subtract => one - other,
        Operator::Multiply => one * other,
        Operator::Divide => one / other,
        Operator::Remainder => one % other,
        Operator::Power => one.powf(other),
    })
}
