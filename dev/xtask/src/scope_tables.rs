//! The tables of SCOPE.md, between the marks that name a scope file. In: SCOPE.md, scopes. Out: SCOPE.md anew. Never here: its prose.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::scope::{Depth, Entry, Fate, Scope};

/// What ends a table.
const END: &str = "<!-- end -->";

/// The text with every table as its scope file has it.
///
/// # Errors
/// A scope without a table, a table without an end.
pub(crate) fn renewed(text: &str, scopes: &[Scope]) -> Result<String, String> {
    let mut text = text.to_owned();
    for scope in scopes {
        let mark = format!("<!-- scope/{}.txt -->\n", scope.service);
        let start =
            text.find(&mark).ok_or_else(|| format!("SCOPE.md has no line {}", mark.trim()))? + mark.len();
        let length =
            text[start..].find(END).ok_or_else(|| format!("SCOPE.md: {} has no end", mark.trim()))?;
        text.replace_range(start..start + length, &tables(scope));
    }
    Ok(text)
}

fn tables(scope: &Scope) -> String {
    let mut out = "| Operation | Depth |\n|---|---|\n".to_owned();
    for entry in scope.here() {
        row(&mut out, entry, entry.text.clone());
    }
    let limited = |entry: &&Entry| entry.members.values().any(|fate| *fate != Fate::Acts);
    if scope.structures.iter().any(|entry| limited(&entry)) {
        out.push_str("\n| What inputs hold | |\n|---|---|\n");
        scope.structures.iter().filter(limited).for_each(|entry| row(&mut out, entry, String::new()));
    }
    let mut refused: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in scope.refused() {
        refused.entry(&entry.text).or_default().push(format!("`{}`", entry.name));
    }
    for (why, names) in refused {
        // Writing to a String cannot fail.
        let _ = write!(out, "\nRefused: {}. {why}.\n", names.join(", "));
    }
    out
}

fn row(out: &mut String, entry: &Entry, text: String) {
    let kept_alone = (entry.depth == Depth::Kept).then(|| "*kept*".to_owned());
    let parts = [kept_alone, Some(text), kept(entry), passed_over(entry), refused(entry)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(out, "| `{}` | {} |", entry.name, parts.join("; "));
}

fn kept(entry: &Entry) -> Option<String> {
    let names = entry.members.iter().filter(|(_, fate)| **fate == Fate::Kept).map(|(name, _)| name);
    list("kept", BTreeMap::from([(String::new(), names.collect())]))
}

fn passed_over(entry: &Entry) -> Option<String> {
    let mut by_reason: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for (name, fate) in &entry.members {
        if let Fate::PassedOver(why) = fate {
            by_reason.entry(why.clone()).or_default().push(name);
        }
    }
    list("passed over", by_reason)
}

fn refused(entry: &Entry) -> Option<String> {
    let mut by_reason: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for (name, fate) in &entry.members {
        if let Fate::Refused { unless, why, .. } = fate {
            let unless = unless.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let unless = if unless.is_empty() { unless } else { format!("unless {unless}") };
            let reason = [why.as_str(), &unless].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
            by_reason.entry(reason.join(", ")).or_default().push(name);
        }
    }
    list("refused", by_reason)
}

/// `*refused*: `a`, `b` (why), `c``; nothing where there are no names.
fn list(word: &str, by_reason: BTreeMap<String, Vec<&String>>) -> Option<String> {
    let group = |(why, names): (String, Vec<&String>)| {
        let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
        let why = if why.is_empty() { why } else { format!(" ({why})") };
        (!names.is_empty()).then(|| format!("{}{why}", names.join(", ")))
    };
    // Those without a reason come last, so that nobody gives them the next one's.
    let (without, with): (Vec<_>, Vec<_>) = by_reason.into_iter().partition(|(why, _)| why.is_empty());
    let groups: Vec<String> = with.into_iter().chain(without).filter_map(group).collect();
    (!groups.is_empty()).then(|| format!("*{word}*: {}", groups.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_stands_between_its_marks_and_the_prose_stays() {
        let text =
            "service X\nrefusal E\n\nPut: puts\n  kept a\n  refused b c unless 0: why\nGet refused: no\n";
        let scope = Scope::parse("x", text).unwrap_or_else(|error| panic!("{error}"));
        let page = "# Scope\n<!-- scope/x.txt -->\nold\n<!-- end -->\nprose\n";
        let renewed = renewed(page, &[scope]).unwrap_or_else(|error| panic!("{error}"));
        assert!(renewed.contains("| `Put` | puts; *kept*: `a`; *refused*: `b`, `c` (why, unless `0`) |\n"));
        assert!(renewed.contains("Refused: `Get`. no.\n<!-- end -->\nprose\n") && !renewed.contains("old"));
    }

    #[test]
    fn a_scope_without_a_table_is_an_error() {
        let scope = Scope::parse("x", "").unwrap_or_else(|error| panic!("{error}"));
        assert!(super::renewed("# Scope\n", &[scope]).is_err());
    }
}
