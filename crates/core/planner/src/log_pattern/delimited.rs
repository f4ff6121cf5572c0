//! Space-delimited patterns: `[ip, user, ..., status = 4*, bytes > 1000]`. In: a pattern; later, messages. Out: the words of one that
//! matches, by name. Never here: JSON.
//!
//! Words stand between spaces; what is in quotation marks or brackets is one word. Without `...` a message must have exactly as many
//! words as the pattern has fields. A word whose field has no name (`[ip,,status]`), or that `...` covers, goes by its place: `$2`.
//! `[]` is `[...]`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::repeat_n;

use super::BadPattern;
use super::comparison::{Comparison, Scalar};
use super::condition::Condition;
use super::reader::Reader;

/// Words of a message that are looked at.
const MOST_WORDS: usize = 1024;

/// A field; one without a name has no condition either.
#[derive(Clone, Debug, Default)]
struct Field {
    name: Option<String>,
    condition: Option<Condition<Comparison>>,
}

/// Words by name, or by place where they have none.
pub(super) type Words<'m> = BTreeMap<Cow<'m, str>, &'m str>;

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
        if reader.take("]") {
            read.behind = Some(Vec::new());
            return reader.end().map(|()| read);
        }
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
        if let Some(name) = field.name.as_ref().filter(|name| self.names().any(|known| known == *name)) {
            return Err(reader.bad(&format!("another name than '{name}' is expected")));
        }
        self.behind.as_mut().unwrap_or(&mut self.before).push(field);
        Ok(())
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.before.iter().chain(self.behind.iter().flatten())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.fields().filter_map(|field| field.name.as_deref())
    }

    /// Whether a word may go by this name or place.
    pub(super) fn knows(&self, name: &str) -> bool {
        let place = name.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        let nameless = place.is_some_and(|place| match self.before.get(place) {
            Some(field) => field.name.is_none(),
            None => self.behind.is_some() && place < MOST_WORDS,
        });
        nameless || self.names().any(|known| known == name)
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

    pub(super) fn matches(&self, message: &str) -> bool {
        words(message).is_some_and(|words| self.holds(&words))
    }

    /// The words by name, if the message matches.
    pub(super) fn find<'m>(&'m self, message: &'m str) -> Option<Words<'m>> {
        let words = words(message).filter(|words| self.holds(words))?;
        let behind = self.behind.as_deref().unwrap_or_default();
        let covered = words.len() - self.before.len() - behind.len();
        let before = self.before.iter().map(|field| field.name.as_deref());
        let names =
            before.chain(repeat_n(None, covered)).chain(behind.iter().map(|field| field.name.as_deref()));
        let named = |(place, (name, word)): (usize, (Option<&'m str>, &'m str))| {
            (name.map_or_else(|| Cow::Owned(place.to_string()), Cow::Borrowed), word)
        };
        Some((1..).zip(names.zip(words)).map(named).collect())
    }

    fn holds(&self, words: &[&str]) -> bool {
        let behind = self.behind.as_deref().unwrap_or_default();
        let count = self.before.len() + behind.len();
        let fits = if self.behind.is_some() { words.len() >= count } else { words.len() == count };
        if !fits {
            return false;
        }
        let last = &words[words.len() - behind.len()..];
        let mut pairs = self.before.iter().zip(words).chain(behind.iter().zip(last));
        pairs.all(|(field, word)| field.holds(word))
    }
}

fn field(reader: &mut Reader<'_>) -> Result<Field, BadPattern> {
    reader.skip_space();
    if matches!(reader.peek(), Some(',' | ']')) {
        return Ok(Field::default());
    }
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
