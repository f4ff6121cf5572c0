//! A command line: a verb, words, and `name=value` settings.
//!
//! In: a line. Out: [`Arguments`], or a sentence that says what is wrong. Never here: what a command means.

use std::str::FromStr;

/// A command that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// The first word.
    pub verb: String,
    words: Vec<String>,
    settings: Vec<(String, String)>,
}

impl Arguments {
    /// Splits a line at its spaces.
    pub fn read(line: &str) -> Result<Arguments, String> {
        let mut parts = line.split_whitespace();
        let verb = parts.next().ok_or("a command is missing")?.to_owned();
        let (settings, words): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.contains('='));
        let pair =
            |setting: &str| setting.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        let words = words.into_iter().map(str::to_owned).collect();
        Ok(Arguments { verb, words, settings: settings.into_iter().filter_map(pair).collect() })
    }

    /// The word at this place, counted from 0 behind the verb.
    pub fn word(&self, place: usize) -> Result<&str, String> {
        self.words.get(place).map(String::as_str).ok_or_else(|| format!("{:?} needs more words", self.verb))
    }

    /// Whether this word was said.
    pub fn says(&self, word: &str) -> bool {
        self.words.iter().any(|said| said == word)
    }

    /// A setting as text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.settings.iter().find(|(set, _)| set == name).map(|(_, value)| value.clone())
    }

    /// A setting as a value of some kind.
    pub fn value<T: FromStr>(&self, name: &str) -> Result<Option<T>, String> {
        let parse = |text: String| text.parse().map_err(|_| format!("{name}={text} cannot be read"));
        self.text(name).map(parse).transpose()
    }

    /// Refuses settings a command does not know: a typing mistake must not pass unnoticed.
    pub fn only(&self, known: &[&str]) -> Result<(), String> {
        match self.settings.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(format!("{:?} does not know the setting {name:?}", self.verb)),
            None => Ok(()),
        }
    }
}

/// Seconds of `90`, `30s`, `5m` or `2h`.
pub fn seconds(text: &str) -> Result<i64, String> {
    let wrong = || format!("{text:?} is no duration");
    let (digits, unit) = match text.char_indices().find(|(_, c)| !c.is_ascii_digit()) {
        Some((at, _)) => text.split_at(at),
        None => (text, "s"),
    };
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err(wrong()),
    };
    digits.parse::<i64>().map(|count| count * factor).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::{Arguments, seconds};

    #[test]
    fn words_and_settings_may_be_mixed() {
        let read = Arguments::read(" create-service web desired=2 now").expect("well formed");
        assert_eq!(
            (read.verb.as_str(), read.word(0), read.word(1)),
            ("create-service", Ok("web"), Ok("now"))
        );
        assert_eq!((read.value::<i64>("desired"), read.value::<i64>("min")), (Ok(Some(2)), Ok(None)));
        assert!(read.only(&["desired"]).is_ok() && read.only(&["min"]).is_err());
    }

    #[test]
    fn durations_have_units() {
        assert_eq!((seconds("90"), seconds("5m"), seconds("2h")), (Ok(90), Ok(300), Ok(7200)));
        assert!(seconds("5x").is_err() && seconds("s").is_err());
    }
}
