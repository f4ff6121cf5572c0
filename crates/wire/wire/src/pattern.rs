//! The simple regular expressions of the API models. In: a pattern and a text. Out: whether the whole text matches.
//!
//! Read: sequences of characters and `[classes]`, each with `*`, `+`, `?`, `{n}` or `{m,n}`, whole-text anchors, one
//! group around everything. Never here: alternation and inner groups; such a pattern answers `None`, and the rule is
//! left to the operation itself.

/// Longest text checked, in characters; longer ones are left to their length limits.
const MAX_TEXT: usize = 4096;

/// Whether all of `text` matches, or `None` when the pattern is not of the simple kind.
pub(crate) fn matches(pattern: &str, text: &str) -> Option<bool> {
    let atoms = parse(pattern)?;
    let letters: Vec<char> = text.chars().take(MAX_TEXT + 1).collect();
    (letters.len() <= MAX_TEXT).then(|| run(&atoms, &letters))
}

/// A set of characters and how often it may stand.
struct Atom {
    class: Class,
    least: usize,
    most: usize,
}

#[derive(Default)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
    tests: Vec<fn(char) -> bool>,
}

impl Class {
    fn holds(&self, letter: char) -> bool {
        let listed = self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&letter));
        (listed || self.tests.iter().any(|test| test(letter))) != self.negated
    }
}

/// Every position reachable after each atom in turn; no backtracking, so no text is slow.
fn run(atoms: &[Atom], letters: &[char]) -> bool {
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for atom in atoms {
        let mut next = vec![false; letters.len() + 1];
        for start in (0..reached.len()).filter(|at| reached[*at]) {
            let longest = letters[start..]
                .iter()
                .take(atom.most)
                .take_while(|letter| atom.class.holds(**letter))
                .count();
            for end in next.iter_mut().take(start + longest + 1).skip(start + atom.least) {
                *end = true;
            }
        }
        reached = next;
    }
    reached[letters.len()]
}

fn parse(pattern: &str) -> Option<Vec<Atom>> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    let pattern = pattern.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(pattern);
    let letters: Vec<char> = pattern.chars().collect();
    let mut source = Source { letters: &letters, at: 0 };
    let mut atoms = Vec::new();
    while let Some(class) = source.class()? {
        let (least, most) = source.quantity()?;
        atoms.push(Atom { class, least, most });
    }
    Some(atoms)
}

struct Source<'p> {
    letters: &'p [char],
    at: usize,
}

impl Source<'_> {
    fn next(&mut self) -> Option<char> {
        let letter = self.letters.get(self.at).copied();
        self.at += 1;
        letter
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    /// The next set of characters: outer `None` for what is not simple, inner `None` at the end.
    fn class(&mut self) -> Option<Option<Class>> {
        let Some(letter) = self.next() else { return Some(None) };
        let mut class = Class::default();
        match letter {
            '(' | ')' | '|' | '^' | '$' | '*' | '+' | '?' | '{' => return None,
            '[' => self.members(&mut class)?,
            '.' => class.negated = true,
            '\\' => self.escape(&mut class)?,
            other => class.ranges.push((other, other)),
        }
        Some(Some(class))
    }

    fn members(&mut self, class: &mut Class) -> Option<()> {
        if self.peek(0) == Some('^') {
            class.negated = true;
            self.at += 1;
        }
        loop {
            let before = class.ranges.len();
            match self.next()? {
                ']' => return Some(()),
                '[' | '&' => return None,
                '\\' => self.escape(class)?,
                letter => class.ranges.push((letter, letter)),
            }
            let single =
                class.ranges.len() > before && class.ranges.last().is_some_and(|(from, to)| from == to);
            if single && self.peek(0) == Some('-') && self.peek(1).is_some_and(|end| end != ']') {
                self.widen(class)?;
            }
        }
    }

    /// After `a` in `a-z`: widens the last range.
    fn widen(&mut self, class: &mut Class) -> Option<()> {
        self.at += 1;
        let end = match self.next()? {
            '\\' => {
                let mut single = Class::default();
                self.escape(&mut single)?;
                single.ranges.first()?.1
            }
            letter => letter,
        };
        class.ranges.last_mut()?.1 = end;
        Some(())
    }

    fn escape(&mut self, class: &mut Class) -> Option<()> {
        match self.next()? {
            'd' => class.ranges.push(('0', '9')),
            'w' => class.tests.push(|letter| letter.is_ascii_alphanumeric() || letter == '_'),
            's' => class.tests.push(char::is_whitespace),
            'S' => class.tests.push(|letter| !letter.is_whitespace()),
            'p' => self.property(class)?,
            'u' => {
                let letter = self.unicode()?;
                class.ranges.push((letter, letter));
            }
            letter if letter.is_ascii_alphanumeric() => return None,
            letter => class.ranges.push((letter, letter)),
        }
        Some(())
    }

    fn property(&mut self, class: &mut Class) -> Option<()> {
        let name: String = self.letters.get(self.at..self.at + 3)?.iter().collect();
        self.at += 3;
        class.tests.push(match name.as_str() {
            "{L}" => char::is_alphabetic,
            "{Z}" => char::is_whitespace,
            "{N}" => char::is_numeric,
            _ => return None,
        });
        Some(())
    }

    /// `\u0041`, and `\u10FFFF` as the models write it. Surrogates mean their nearest neighbours.
    fn unicode(&mut self) -> Option<char> {
        let hex: String =
            self.letters[self.at..].iter().take_while(|letter| letter.is_ascii_hexdigit()).collect();
        let digits = if hex.len() >= 6 && hex.starts_with("10") { 6 } else { 4 };
        let digits = if hex.len() == 5 { 5 } else { digits };
        let value = u32::from_str_radix(hex.get(..digits)?, 16).ok()?;
        self.at += digits;
        char::from_u32(value)
    }

    fn quantity(&mut self) -> Option<(usize, usize)> {
        let (least, most) = match self.peek(0) {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            Some('{') => return self.counted(),
            _ => return Some((1, 1)),
        };
        self.at += 1;
        Some((least, most))
    }

    fn counted(&mut self) -> Option<(usize, usize)> {
        let inside: String =
            self.letters[self.at + 1..].iter().take_while(|letter| **letter != '}').collect();
        self.at += inside.chars().count() + 2;
        match inside.split_once(',') {
            None => inside.parse().ok().map(|count| (count, count)),
            Some((least, "")) => Some((least.parse().ok()?, usize::MAX)),
            Some((least, most)) => Some((least.parse().ok()?, most.parse().ok()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_patterns() {
        for (pattern, text, expected) in [
            ("[a-zA-Z0-9_.-]+", "my-table_1", Some(true)),
            ("[a-zA-Z0-9_.-]+", "my table", Some(false)),
            (r"[\w+=,.@-]*", "role/x", Some(false)),
            (r"[\w+=,.@:\/-]*", "arn:aws:iam::1:role/x", Some(true)),
            (r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$", "päß 1", Some(true)),
            (r"^\d{12}$", "123456789012", Some(true)),
            (r"^\d{12}$", "12345678901", Some(false)),
            ("[0-9a-f]{2}-[0-9a-f]{1,3}", "ab-c", Some(true)),
            ("[^:*]*", "a:b", Some(false)),
            ("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+", "sha256:00ff", Some(true)),
            (r"[\u0009\u000A\u000D\u0020-\u00FF]+", "tab\t", Some(true)),
            (r"[\u0009\u000A\u000D\u0020-\u00FF]+", "snow\u{2603}", Some(false)),
            (r"^(2|4|5)\d\d$", "200", None),
            (r"[a-z0-9]+((\.|_)[a-z0-9]+)*", "a", None),
            ("", "", Some(true)),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn long_texts_are_left_alone() {
        assert_eq!(matches("[a]*", &"a".repeat(MAX_TEXT)), Some(true));
        assert_eq!(matches("[a]*", &"a".repeat(MAX_TEXT + 1)), None);
    }
}
