//! Where a message of several lines begins: `awslogs-multiline-pattern` and `awslogs-datetime-format` of the awslogs driver.
//!
//! In: options, a line. Out: whether the line begins a message. Never here: the lines before it, time.

use std::collections::BTreeMap;

use crate::bounded_regex::BoundedRegex;

/// Bytes a compiled pattern may take: every line of a container is held against it.
const MOST_BYTES: usize = 32 << 10;

/// How Docker's driver reads the directives of strftime(3).
const DIRECTIVES: [(char, &str); 19] = [
    ('a', "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
    ('A', "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"),
    ('w', "[0-6]"),
    ('d', "(?:0[1-9]|[1,2][0-9]|3[0,1])"),
    ('b', "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    ('B', "(?:January|February|March|April|May|June|July|August|September|October|November|December)"),
    ('m', "(?:0[1-9]|1[0-2])"),
    ('Y', r"\d{4}"),
    ('y', r"\d{2}"),
    ('H', "(?:[0,1][0-9]|2[0-3])"),
    ('I', "(?:0[0-9]|1[0-2])"),
    ('p', "[A,P]M"),
    ('M', "[0-5][0-9]"),
    ('S', "[0-5][0-9]"),
    ('f', r"\d{6}"),
    ('z', r"[+-]\d{4}"),
    ('Z', "[A-Z]{1,4}T"),
    ('j', "(?:0[0-9][1-9]|[1,2][0-9][0-9]|3[0-5][0-9]|36[0-6])"),
    ('L', r"\.\d{3}"),
];

/// Tells the first line of a message from those that go on with it.
#[derive(Clone, Debug)]
pub struct Multiline(BoundedRegex);

impl Multiline {
    /// The pattern that options of the awslogs driver ask for; `None` when every line is a message. Errors in Docker's words.
    pub fn of(options: &BTreeMap<String, String>) -> Result<Option<Multiline>, String> {
        let option = |name: &str| options.get(name).filter(|value| !value.is_empty());
        let (key, pattern) = match (option("awslogs-datetime-format"), option("awslogs-multiline-pattern")) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => {
                return Err("you cannot configure log opt 'awslogs-datetime-format' and \
                    'awslogs-multiline-pattern' at the same time"
                    .to_owned());
            }
            (Some(format), None) => ("awslogs-datetime-format", from_format(format)),
            (None, Some(pattern)) => ("awslogs-multiline-pattern", pattern.clone()),
        };
        let bad = |error| format!("awslogs could not parse multiline pattern key {key} {pattern:?}: {error}");
        BoundedRegex::new(&pattern, MOST_BYTES).map(|regex| Some(Multiline(regex))).map_err(bad)
    }

    /// Whether a message begins with this line.
    pub fn begins(&self, line: &str) -> bool {
        self.0.is_match(line)
    }
}

/// Directives as patterns, everything else as it stands.
fn from_format(format: &str) -> String {
    let (mut pattern, mut rest) = (String::new(), format);
    while let Some(at) = rest.find('%') {
        pattern.push_str(&regex_lite::escape(&rest[..at]));
        let directive = rest[at + 1..].chars().next();
        let known = directive.and_then(|c| DIRECTIVES.iter().find(|(name, _)| *name == c));
        match known {
            Some((_, words)) => pattern.push_str(words),
            None => pattern.extend(directive.map(|c| regex_lite::escape(&format!("%{c}")))),
        }
        rest = &rest[at + 1 + directive.map_or(0, char::len_utf8)..];
    }
    pattern.push_str(&regex_lite::escape(rest));
    pattern
}

/// A size as Docker writes it: `512`, `4k`, `25m`, `1g`, also with a `b` behind; bytes.
pub fn bytes(text: &str) -> Option<u64> {
    let lower = text.trim().to_ascii_lowercase();
    let number = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match lower[number.len()..].trim_end_matches('b') {
        "" => 1,
        "k" | "ki" => 1 << 10,
        "m" | "mi" => 1 << 20,
        "g" | "gi" => 1 << 30,
        _ => return None,
    };
    number.trim().parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pattern(name: &str, value: &str) -> Multiline {
        Multiline::of(&BTreeMap::from([(name.to_owned(), value.to_owned())])).unwrap().unwrap()
    }

    #[test]
    fn a_date_begins_a_message() {
        let dated = pattern("awslogs-datetime-format", "[%b %d, %Y %H:%M:%S]");
        assert!(dated.begins("[May 01, 2026 19:00:01] an exception:"));
        assert!(!dated.begins("  at main (app.js:1)") && !dated.begins("(May 01, 2026 19:00:01)"));
        assert!(
            pattern("awslogs-datetime-format", "%Y-%m-%dT%H:%M:%S%L%z")
                .begins("2026-01-31T23:59:59.123+0000")
        );
        assert!(pattern("awslogs-datetime-format", "100%% at %H").begins("100%% at 23"));
    }

    #[test]
    fn so_does_a_pattern_of_ones_own() {
        let info = pattern("awslogs-multiline-pattern", "^(INFO|WARN)");
        assert!(info.begins("WARN low") && !info.begins(" WARN low"));
        assert!(Multiline::of(&BTreeMap::new()).unwrap().is_none());
    }

    #[test]
    fn sizes_are_read_as_docker_writes_them() {
        assert_eq!(
            [bytes("512"), bytes("4k"), bytes("25m"), bytes("1GB")],
            [Some(512), Some(4096), Some(25 << 20), Some(1 << 30)]
        );
        assert_eq!([bytes("much"), bytes(""), bytes("m"), bytes("-1")], [None; 4]);
    }
}
