//! What of a service is in this product, as `scope/<service>.txt` says it (scope/README.md tells the form). In: text. Out: operations and
//! structures with the fate of each of their members. Never here: models (see `slice`), tables (see `scope_tables`).

use std::collections::BTreeMap;

/// One file.
pub(crate) struct Scope {
    pub(crate) service: String,
    /// `Amazon ECS`
    pub(crate) full_name: String,
    /// name of the error of a refused member, and its code in Query where that differs
    pub(crate) refusal: (String, String),
    /// in the order of SCOPE.md
    pub(crate) operations: Vec<Entry>,
    /// structures that operations hold
    pub(crate) structures: Vec<Entry>,
}

/// An operation (its members are those of its input) or a structure.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) depth: Depth,
    /// what it does, or why it is refused
    pub(crate) text: String,
    pub(crate) members: BTreeMap<String, Fate>,
}

/// What an operation is good for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    Acts,
    /// it only keeps and shows
    Kept,
    Refused,
}

/// What becomes of a member that a caller sends.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// something depends on it
    Acts,
    /// validated, stored, shown
    Kept,
    /// taken, and nothing comes of it: why that is right
    PassedOver(String),
    /// refused, unless it says only such words; `shown`: answers say it all the same, as an empty list
    Refused { unless: Vec<String>, why: String, shown: bool },
}

impl Scope {
    pub(crate) fn parse(service: &str, text: &str) -> Result<Scope, String> {
        let mut scope = Scope {
            service: service.to_owned(),
            full_name: String::new(),
            refusal: Default::default(),
            operations: Vec::new(),
            structures: Vec::new(),
        };
        let mut in_structures = false;
        for (number, line) in joined(text) {
            let wrong = |what: &str| format!("scope/{service}.txt:{number}: {what}: {line}");
            let words = || line.split_whitespace().map(str::to_owned);
            let entries = if in_structures { &mut scope.structures } else { &mut scope.operations };
            match line.split_whitespace().next() {
                None | Some("#") => {}
                Some("structures") => in_structures = true,
                Some("service") => scope.full_name = words().skip(1).collect::<Vec<_>>().join(" "),
                Some("refusal") => {
                    let name = words().nth(1).ok_or_else(|| wrong("no error"))?;
                    scope.refusal = (name.clone(), words().nth(2).unwrap_or(name));
                }
                Some(_) if !line.starts_with(' ') => entries.push(entry(&line)),
                Some(word) => {
                    let entry = entries.last_mut().ok_or_else(|| wrong("members of nothing"))?;
                    for (name, fate) in fates(word, &line).ok_or_else(|| wrong("no such word"))? {
                        if entry.members.insert(name, fate).is_some() {
                            return Err(wrong("a member twice"));
                        }
                    }
                }
            }
        }
        Ok(scope)
    }

    /// The operations that are here.
    pub(crate) fn here(&self) -> impl Iterator<Item = &Entry> {
        self.operations.iter().filter(|entry| entry.depth != Depth::Refused)
    }

    /// The operations that are refused.
    pub(crate) fn refused(&self) -> impl Iterator<Item = &Entry> {
        self.operations.iter().filter(|entry| entry.depth == Depth::Refused)
    }
}

/// Lines with their numbers; one that is indented further than two spaces goes on with the one before.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match lines.last_mut() {
            Some((_, before)) if line.starts_with("   ") => {
                before.push(' ');
                before.push_str(line.trim_start());
            }
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    lines
}

/// `Name`, `Name: text`, `Name kept: text`, `Name refused: why`.
fn entry(line: &str) -> Entry {
    let (head, text) = line.split_once(": ").unwrap_or((line, ""));
    let (name, word) = head.split_once(' ').unwrap_or((head, ""));
    let depth = match word {
        "kept" => Depth::Kept,
        "refused" => Depth::Refused,
        _ => Depth::Acts,
    };
    Entry { name: name.to_owned(), depth, text: text.to_owned(), members: BTreeMap::new() }
}

/// `acts a b`, `kept a b`, `passed a b: why`, `refused a b unless x y: why`, `refused a shown: why`.
fn fates(word: &str, line: &str) -> Option<Vec<(String, Fate)>> {
    let rest = line.trim_start().strip_prefix(word)?;
    let (names, why) = rest.split_once(": ").unwrap_or((rest, ""));
    let (names, shown) = names.strip_suffix(" shown").map_or((names, false), |names| (names, true));
    let (names, unless) = names.split_once(" unless ").unwrap_or((names, ""));
    let fate = match word {
        "acts" => Fate::Acts,
        "kept" => Fate::Kept,
        "passed" => Fate::PassedOver(why.to_owned()),
        "refused" => {
            let unless = unless.split_whitespace().map(str::to_owned).collect();
            Fate::Refused { unless, why: why.to_owned(), shown }
        }
        _ => return None,
    };
    Some(names.split_whitespace().map(|name| (name.to_owned(), fate.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "service Amazon X\nrefusal InvalidInput Invalid\n\nPut: puts: all of it\n  acts    a b\n          c\n  \
                        kept    d\n  refused e f unless false 0: why\nGet refused: no\n\nstructures\n\nTag\n  acts Key\n";

    #[test]
    fn operations_structures_and_their_members_are_read() {
        let scope = Scope::parse("x", TEXT).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((scope.full_name.as_str(), scope.refusal.1.as_str()), ("Amazon X", "Invalid"));
        let put = &scope.operations[0];
        assert_eq!((put.text.as_str(), put.members.len()), ("puts: all of it", 6));
        assert!(put.members["c"] == Fate::Acts && put.members["d"] == Fate::Kept);
        let unless = vec!["false".to_owned(), "0".to_owned()];
        assert!(put.members["f"] == Fate::Refused { unless, why: "why".to_owned(), shown: false });
        assert_eq!((scope.here().count(), scope.refused().count(), scope.structures.len()), (1, 1, 1));
    }

    #[test]
    fn a_line_that_says_nothing_is_an_error_with_its_place() {
        let complaint = |text: &str| Scope::parse("x", text).err().unwrap_or_default();
        assert!(complaint("Put\n  does a\n").contains("scope/x.txt:2"));
        assert!(complaint("Put\n  acts a\n  kept a\n").contains("twice"));
        assert!(complaint("  acts a\n").contains("of nothing"));
    }
}
