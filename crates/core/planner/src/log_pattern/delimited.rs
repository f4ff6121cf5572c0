//! Space-delimited patterns: `[ip, user, ..., status = 4*, bytes > 1000]`. In: a pattern; later, messages. Out: the words of one that
//! matches, by name. Never here: JSON.
//!
//! Words stand between spaces; what is in quotation marks or brackets is one word. Without `...` a message must have exactly as many
//! words as the pattern has names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::BadPattern;
use super::comparison::{Comparison, Scalar};
use super::condition::Condition;
use super::reader::Reader;

/// Words of a message that are looked at.
const MOST_WORDS: usize = 1024;

#[derive(Clone, Debug)]
struct Field {
    name: String,
    condition: Option<Condition<Comparison>>,
}

/// Such a pattern: the fields before `...` and those behind it.
#[derive(Clone, Debug)]
pub(super) struct Delimited {
    before: Vec<Field>,
    behind: Option<Vec<Field>>,
}

impl Delimited {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, BadPattern> {
        reader.expect("[")?;
        let mut read = Self { before: Vec::new(), behind: None };
        loop {
            read.read_one(reader)?;
            if !reader.take(",") {
                break;
            }
        }
        reader.expect("]")?;
        reader.end()?;
        Ok(read)
    }

    fn read_one(&mut self, reader: &mut Reader<'_>) -> Result<(), BadPattern> {
        if reader.take("...") {
            if self.behind.replace(Vec::new()).is_some() {
                return Err(reader.bad("only one '...' is expected"));
            }
            return Ok(());
        }
        let field = field(reader)?;
        if self.fields().any(|known| known.name == field.name) {
            return Err(reader.bad(&format!("another name than '{}' is expected", field.name)));
        }
        self.behind.as_mut().unwrap_or(&mut self.before).push(field);
        Ok(())
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.before.iter().chain(self.behind.iter().flatten())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields().map(|field| field.name.as_str())
    }

    pub(super) fn needle(&self) -> Option<&str> {
        let mut musts = Vec::new();
        self.fields().filter_map(|field| field.condition.as_ref()).for_each(|it| it.musts(&mut musts));
        musts
            .into_iter()
            .filter_map(Comparison::literal)
            .filter(|text| !text.is_empty())
            .max_by_key(|text| text.len())
    }

    /// The words by name, if the message matches.
    pub(super) fn find<'m>(&'m self, message: &'m str) -> Option<BTreeMap<&'m str, &'m str>> {
        let words = words(message)?;
        let behind = self.behind.as_deref().unwrap_or_default();
        let count = self.before.len() + behind.len();
        let fits = if self.behind.is_some() { words.len() >= count } else { words.len() == count };
        if !fits {
            return None;
        }
        let last = &words[words.len() - behind.len()..];
        let pairs = self.before.iter().zip(&words).chain(behind.iter().zip(last));
        pairs.map(|(field, word)| field.holds(word).then_some((field.name.as_str(), *word))).collect()
    }
}

fn field(reader: &mut Reader<'_>) -> Result<Field, BadPattern> {
    let mut name = None::<String>;
    // Parentheses may stand around the first name; all conditions of a field name it again.
    let mut leaf = |reader: &mut Reader<'_>| {
        let own = self::name(reader)?;
        let same = name.get_or_insert_with(|| own.clone()) == &own;
        if !same {
            return Err(reader.bad("one name in all conditions of a field is expected"));
        }
        reader.skip_space();
        match reader.peek() {
            Some('=' | '!' | '<' | '>') => Comparison::read(reader, "()&|,]").map(Some),
            _ => Ok(None),
        }
    };
    let condition = Condition::read(reader, &mut leaf)?;
    let Some(name) = name else { return Err(reader.bad("the name of a field is expected")) };
    let condition = match condition {
        Condition::Is(None) => None,
        other => Some(whole(other).ok_or_else(|| reader.bad("a comparison is expected"))?),
    };
    Ok(Field { name, condition })
}

/// The same conditions, none of which may be a bare name.
fn whole(condition: Condition<Option<Comparison>>) -> Option<Condition<Comparison>> {
    match condition {
        Condition::Is(leaf) => leaf.map(Condition::Is),
        Condition::All(parts) => parts.into_iter().map(whole).collect::<Option<_>>().map(Condition::All),
        Condition::Any(parts) => parts.into_iter().map(whole).collect::<Option<_>>().map(Condition::Any),
    }
}

fn name(reader: &mut Reader<'_>) -> Result<String, BadPattern> {
    reader.skip_space();
    let name = reader.run(|c| c.is_alphanumeric() || "_-.".contains(c));
    name.map(str::to_owned).ok_or_else(|| reader.bad("the name of a field is expected"))
}

impl Field {
    fn holds(&self, word: &str) -> bool {
        let value = Scalar { text: Cow::Borrowed(word), number: word.parse().ok() };
        self.condition
            .as_ref()
            .is_none_or(|condition| condition.holds(&|comparison| comparison.holds(&value)))
    }
}

/// The words of a message; `None` of one with too many.
fn words(message: &str) -> Option<Vec<&str>> {
    let (mut words, mut rest) = (Vec::new(), message.trim_start());
    while !rest.is_empty() {
        let close = match rest.chars().next() {
            Some('"') => Some('"'),
            Some('[') => Some(']'),
            _ => None,
        };
        // A mark that nothing closes is a letter like any other.
        let quoted = close.and_then(|close| rest[1..].split_once(close));
        let (word, after) =
            quoted.unwrap_or_else(|| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
        words.push(word);
        rest = after.trim_start();
        if words.len() > MOST_WORDS {
            return None;
        }
    }
    Some(words)
}
