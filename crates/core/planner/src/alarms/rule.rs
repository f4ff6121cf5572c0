//! The rules of composite alarms.
//!
//! ```text
//! any    = all { "OR" all }
//! all    = single { "AND" single }
//! single = "NOT" single | "(" any ")" | "TRUE" | "FALSE" | state "(" alarm ")"
//! state  = "ALARM" | "OK" | "INSUFFICIENT_DATA"
//! alarm  = name or ARN, between double quotes or bare
//! ```
//! In: a text and, later, the states of alarms. Out: a [`Rule`], or a [`Malformed`]. Never here: which alarms there are, a panic on any text.

use std::collections::BTreeSet;

use model::Arn;
use model::cloudwatch::StateValue;

/// Alarms a rule may name, and elements (alarms, TRUE, FALSE, parentheses) it may have (CloudWatch API reference, PutCompositeAlarm).
pub const MOST_CHILDREN: usize = 100;
const MOST_ELEMENTS: usize = 500;
/// Parentheses and negations inside each other.
const DEEPEST: usize = 64;

/// Why a text is no rule: a sentence for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

/// A rule that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least one holds.
    Any(Vec<Rule>),
    /// All hold.
    All(Vec<Rule>),
    /// It does not hold.
    Not(Box<Rule>),
    /// `TRUE` or `FALSE`.
    Always(bool),
    /// An alarm, by name or ARN as written, is in a state.
    In(StateValue, String),
}

impl Rule {
    /// Reads a rule.
    pub fn read(text: &str) -> Result<Rule, Malformed> {
        let mut reader = Reader { rest: text, depth: 0, elements: 0 };
        let rule = reader.any()?;
        match reader.rest.trim_start() {
            "" => Ok(rule),
            rest => Err(unexpected(rest, "AND, OR or the end of the rule")),
        }
    }

    /// Whether it holds; `state` tells the state of an alarm as the rule writes it, `None` for one that is not there.
    pub fn holds(&self, state: &impl Fn(&str) -> Option<StateValue>) -> bool {
        match self {
            Rule::Any(parts) => parts.iter().any(|part| part.holds(state)),
            Rule::All(parts) => parts.iter().all(|part| part.holds(state)),
            Rule::Not(part) => !part.holds(state),
            Rule::Always(holds) => *holds,
            Rule::In(wanted, alarm) => state(alarm) == Some(*wanted),
        }
    }

    /// The alarms it names, as written.
    pub fn children(&self) -> BTreeSet<&str> {
        match self {
            Rule::Any(parts) | Rule::All(parts) => parts.iter().flat_map(Rule::children).collect(),
            Rule::Not(part) => part.children(),
            Rule::Always(_) => BTreeSet::new(),
            Rule::In(_, alarm) => BTreeSet::from([alarm.as_str()]),
        }
    }
}

/// The name of the alarm that a rule writes by name or ARN.
pub fn name_in(written: &str) -> &str {
    let arn = Arn::parse(written).filter(|arn| arn.service == "cloudwatch");
    arn.and_then(|arn| arn.resource.strip_prefix("alarm:")).unwrap_or(written)
}

/// Whether an alarm depends on itself, over any number of others: `children` are the names that the rule of an alarm names. None is looked
/// at twice.
pub fn is_circular(alarm: &str, children: impl Fn(&str) -> Vec<String>) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), children(alarm));
    while let Some(name) = open.pop() {
        if name == alarm {
            return true;
        }
        if !seen.contains(&name) {
            open.extend(children(&name));
            seen.insert(name);
        }
    }
    false
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
    elements: usize,
}

impl Reader<'_> {
    fn any(&mut self) -> Result<Rule, Malformed> {
        let mut parts = vec![self.all()?];
        while self.takes_word("OR") {
            parts.push(self.all()?);
        }
        Ok(alone(parts, Rule::Any))
    }

    fn all(&mut self) -> Result<Rule, Malformed> {
        let mut parts = vec![self.single()?];
        while self.takes_word("AND") {
            parts.push(self.single()?);
        }
        Ok(alone(parts, Rule::All))
    }

    fn single(&mut self) -> Result<Rule, Malformed> {
        if self.takes_word("NOT") {
            return self.deeper(|reader| Ok(Rule::Not(Box::new(reader.single()?))));
        }
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            return Err(Malformed(format!("it has more than {MOST_ELEMENTS} elements")));
        }
        if self.takes('(') {
            let inner = self.deeper(Reader::any)?;
            self.needs(')')?;
            return Ok(inner);
        }
        for (word, holds) in [("TRUE", true), ("FALSE", false)] {
            if self.takes_word(word) {
                return Ok(Rule::Always(holds));
            }
        }
        self.state()
    }

    fn deeper(&mut self, read: impl Fn(&mut Self) -> Result<Rule, Malformed>) -> Result<Rule, Malformed> {
        if self.depth == DEEPEST {
            return Err(Malformed(format!("it is nested deeper than {DEEPEST} levels")));
        }
        self.depth += 1;
        let rule = read(self);
        self.depth -= 1;
        rule
    }

    fn state(&mut self) -> Result<Rule, Malformed> {
        let states = [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData];
        let state = states.into_iter().find(|state| self.takes_word(state.as_str()));
        let wanted = "ALARM, OK, INSUFFICIENT_DATA, TRUE, FALSE, NOT or '('";
        let state = state.ok_or_else(|| unexpected(self.rest.trim_start(), wanted))?;
        self.needs('(')?;
        let alarm = if self.takes('"') { self.quoted()? } else { self.bare()? };
        self.needs(')')?;
        Ok(Rule::In(state, alarm))
    }

    /// A name up to the closing quote; a backslash takes the character after it as it is.
    fn quoted(&mut self) -> Result<String, Malformed> {
        let mut name = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return named(name);
                }
                '\\' => name.extend(characters.next().map(|(_, escaped)| escaped)),
                _ => name.push(character),
            }
        }
        Err(Malformed("a quote is not closed".to_owned()))
    }

    fn bare(&mut self) -> Result<String, Malformed> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| c.is_whitespace() || "()\"".contains(c)).unwrap_or(rest.len());
        self.rest = &rest[end..];
        named(rest[..end].to_owned())
    }

    /// Takes a word, in letters of either case, that ends where it ends.
    fn takes_word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let is_it = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let after = rest.get(word.len()..).unwrap_or_default();
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_it && ends {
            self.rest = after;
        }
        is_it && ends
    }

    fn takes(&mut self, sign: char) -> bool {
        let left = self.rest.trim_start().strip_prefix(sign);
        self.rest = left.unwrap_or(self.rest);
        left.is_some()
    }

    fn needs(&mut self, sign: char) -> Result<(), Malformed> {
        match self.takes(sign) {
            true => Ok(()),
            false => Err(unexpected(self.rest.trim_start(), &format!("'{sign}'"))),
        }
    }
}

fn alone(mut parts: Vec<Rule>, several: fn(Vec<Rule>) -> Rule) -> Rule {
    match parts.len() {
        1 => parts.remove(0),
        _ => several(parts),
    }
}

fn named(name: String) -> Result<String, Malformed> {
    match name.is_empty() {
        true => Err(Malformed("it names no alarm where one is expected".to_owned())),
        false => Ok(name),
    }
}

fn unexpected(rest: &str, wanted: &str) -> Malformed {
    let found: String = rest.chars().take(20).collect();
    let found = if found.is_empty() { "its end".to_owned() } else { format!("'{found}'") };
    Malformed(format!("{wanted} was expected where {found} is"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holds(text: &str) -> bool {
        let state = |alarm: &str| match alarm {
            "on" | "a b" | "say \"on\"" => Some(StateValue::Alarm),
            "off" => Some(StateValue::Ok),
            "new" => Some(StateValue::InsufficientData),
            _ => None,
        };
        Rule::read(text).unwrap().holds(&state)
    }

    #[test]
    fn rules_hold_by_the_states_of_their_alarms() {
        for text in [
            "ALARM(on)",
            "ALARM(\"on\") AND OK(off)",
            "ALARM(off) OR INSUFFICIENT_DATA( new )",
            "NOT ALARM(off) AND NOT OK(on)",
            "(ALARM(off) OR ALARM(on)) AND OK(off)",
            "ALARM(off) AND FALSE OR TRUE",
            "ALARM(\"a b\")",
            r#"ALARM("say \"on\"")"#,
            "not false",
        ] {
            assert!(holds(text), "{text}");
            assert!(!holds(&format!("NOT ({text})")), "{text}");
        }
        assert!(!holds("ALARM(gone) OR OK(gone) OR INSUFFICIENT_DATA(gone)"));
    }

    #[test]
    fn what_is_no_rule_is_told() {
        for (text, told) in [
            ("", "was expected where its end is"),
            ("ALARM", "'(' was expected"),
            ("ALARM()", "names no alarm"),
            ("ALARM(a", "')' was expected where its end is"),
            ("ALARM(\"a)", "a quote is not closed"),
            ("ALARM(a) ALARM(b)", "AND, OR or the end of the rule was expected where 'ALARM(b)' is"),
            ("ALARMED(a)", "was expected where 'ALARMED(a)' is"),
            ("ALARM(a b)", "')' was expected where 'b)' is"),
        ] {
            let refused = Rule::read(text).unwrap_err().0;
            assert!(refused.contains(told), "{text}: {refused}");
        }
    }

    #[test]
    fn alarms_are_named_once() {
        let rule = Rule::read("ALARM(b) AND (OK(b) OR NOT ALARM(\"a\"))").unwrap();
        assert_eq!(rule.children().into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn alarms_that_depend_on_themselves_are_found() {
        let children = |name: &str| match name {
            "a" => vec!["b".to_owned(), "leaf".to_owned()],
            "b" => vec!["c".to_owned()],
            "c" => vec!["a".to_owned(), "b".to_owned()],
            "above" => vec!["a".to_owned()],
            "self" => vec!["self".to_owned()],
            _ => Vec::new(),
        };
        let circular: Vec<&str> = ["a", "b", "c", "self", "above", "leaf"]
            .into_iter()
            .filter(|name| is_circular(name, children))
            .collect();
        assert_eq!(circular, ["a", "b", "c", "self"]);
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let deep = format!("{}TRUE{}", "(".repeat(5000), ")".repeat(5000));
        assert!(Rule::read(&deep).is_err());
        assert!(Rule::read(&"NOT ".repeat(2000)).is_err());
        let long = vec!["TRUE"; 501].join(" OR ");
        assert_eq!(Rule::read(&long).unwrap_err().0, "it has more than 500 elements");
        assert!(Rule::read(&vec!["TRUE"; 500].join(" OR ")).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([A-Z_ ()\"\\\\é]|ALARM|OK|NOT|AND|OR|TRUE|\\(a\\)){0,40}") {
            drop(Rule::read(&text));
        }
    }
}
