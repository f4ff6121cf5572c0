//! The value of an expression. In: an expression, and where its fields stand. Out: a value. Never here: rows.

use std::cmp::Ordering;

use super::budget::{Allowance, Halt};
use super::event::{Event, at};
use super::syntax::{Comparison, Cutter, Expression, Operator, Parse};
use super::value::Value;
use crate::bounded_regex::BoundedRegex;

/// Steps one match of a regular expression may take: some seconds, in which nothing can stop it.
const MOST_STEPS: usize = 1 << 29;

/// Where fields stand: names the query gave (the latest counts), then the event; values of statistics; and what may be taken.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s, 'e> {
    pub(super) named: &'s [(String, Value)],
    pub(super) event: Option<&'s Event<'e>>,
    pub(super) slots: &'s [Value],
    pub(super) allowance: &'s Allowance<'s>,
}

type Made<T> = Result<T, Halt>;

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

    /// The value of an expression, which is held from now on.
    pub(super) fn value(&self, of: &Expression) -> Made<Value> {
        self.allowance.step()?;
        let before = self.allowance.held();
        let value = self.work_out(of)?;
        // What it was made of is gone.
        self.allowance.let_go(before);
        self.allowance.hold(value)
    }

    fn work_out(&self, of: &Expression) -> Made<Value> {
        Ok(match of {
            Expression::Constant(value) => value.clone(),
            Expression::Field(name) => self.field(name),
            Expression::Slot(at) => self.slots.get(*at).cloned().unwrap_or_default(),
            Expression::Bin(length) => self.bin(*length),
            Expression::Call(function, of) => function.call(&self.values(of)?)?,
            Expression::Negate(of) => {
                self.value(of)?.number().map_or(Value::Missing, |number| Value::Number(-number))
            }
            Expression::Calculate(first, rest) => {
                let mut value = self.value(first)?;
                for (how, next) in rest {
                    value = calculate(*how, &value, &self.value(next)?);
                }
                value
            }
            Expression::Not(_)
            | Expression::All(_)
            | Expression::Any(_)
            | Expression::Compare(..)
            | Expression::In(..)
            | Expression::Contains(..)
            | Expression::Matches(..) => Value::Bool(self.decide(of)?),
        })
    }

    fn values(&self, of: &[Expression]) -> Made<Vec<Value>> {
        of.iter().map(|one| self.value(one)).collect()
    }

    /// Whether an expression that is true or false is true.
    fn decide(&self, condition: &Expression) -> Made<bool> {
        match condition {
            Expression::Not(of) => Ok(!self.holds(of)?),
            Expression::All(parts) => self.first_that(parts, false).map(|found| !found),
            Expression::Any(parts) => self.first_that(parts, true),
            Expression::Compare(how, one, other) => Ok(compare(*how, &self.value(one)?, &self.value(other)?)),
            Expression::In(of, list) => self.is_among(&self.value(of)?, list),
            Expression::Contains(of, text) => self.with_text(of, |own| Ok(own.contains(text.as_str()))),
            Expression::Matches(of, expression) => self.with_text(of, |own| {
                self.afford(expression, own)?;
                Ok(expression.is_match(own))
            }),
            other => Ok(self.value(other)?.is_true()),
        }
    }

    /// Whether one of these comes to `wanted`; those behind it are not looked at.
    fn first_that(&self, parts: &[Expression], wanted: bool) -> Made<bool> {
        for part in parts {
            if self.holds(part)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_among(&self, value: &Value, list: &[Expression]) -> Made<bool> {
        let held = self.allowance.held();
        for one in list {
            if compare(Comparison::Equal, value, &self.value(one)?) {
                return Ok(true);
            }
            self.allowance.let_go(held);
        }
        Ok(false)
    }

    pub(super) fn holds(&self, condition: &Expression) -> Made<bool> {
        let before = self.allowance.held();
        let holds = self.value(condition)?.is_true();
        self.allowance.let_go(before);
        Ok(holds)
    }

    /// Whether a text is as `test` says; messages, the usual case, are not copied for it.
    fn with_text(&self, of: &Expression, test: impl Fn(&str) -> Made<bool>) -> Made<bool> {
        if let (Expression::Field(name), Some(event)) = (of, self.event)
            && name == "@message"
            && self.named.iter().all(|(known, _)| known != name)
        {
            self.allowance.work(event.message.len())?;
            return test(&event.message);
        }
        self.value(of)?.words().map_or(Ok(false), |text| test(&text))
    }

    /// Refuses a match that would take too long, since it cannot be stopped.
    fn afford(&self, expression: &BoundedRegex, text: &str) -> Made<()> {
        let steps = expression.steps(text.len());
        if steps > MOST_STEPS { Err(Halt::TooMuch) } else { self.allowance.work(steps) }
    }

    fn bin(&self, length: i64) -> Value {
        let at = self.field("@timestamp").number();
        at.map_or(Value::Missing, |at| Value::Moment((at as i64).div_euclid(length) * length))
    }

    /// The pieces of a text, by name; `None` where it is not as the pattern says.
    pub(super) fn cut(&self, parse: &Parse) -> Made<Option<Vec<(String, Value)>>> {
        let before = self.allowance.held();
        let value = self.value(&parse.of)?;
        let Some(text) = value.words() else { return Ok(None) };
        let pieces = self.pieces(&parse.by, &text)?;
        self.allowance.let_go(before);
        let hold = |(name, piece): (&String, Option<&str>)| {
            let piece = piece.map_or(Value::Missing, |piece| Value::Text(piece.to_owned()));
            Ok((name.clone(), self.allowance.hold(piece)?))
        };
        pieces.map(|pieces| parse.names().iter().zip(pieces).map(hold).collect()).transpose()
    }

    fn pieces<'t>(&self, by: &Cutter, text: &'t str) -> Made<Option<Vec<Option<&'t str>>>> {
        Ok(match by {
            Cutter::Glob { texts, .. } => {
                glob(text, texts).map(|pieces| pieces.into_iter().map(Some).collect())
            }
            Cutter::Expression { expression, names } => {
                self.afford(expression, text)?;
                let found = expression.captures(text);
                found.map(|found| {
                    names.iter().map(|name| found.name(name).map(|part| part.as_str())).collect()
                })
            }
        })
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
