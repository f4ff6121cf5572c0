//! Patterns of filters: `*` stands for any run of bytes and `?` for one. In: a pattern, a text. Out: whether it matches, in time that the
//! product of their lengths bounds.

/// Whether `text` is matched by `pattern`, in which `*` stands for any run of bytes and `?` for one.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut place) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while place < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == text[place] => (at, place) = (at + 1, place + 1),
            _ => match star {
                Some((star_at, from)) => {
                    star = Some((star_at, from + 1));
                    (at, place) = (star_at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_match_runs_and_single_bytes() {
        for (pattern, text, expected) in [
            ("running", "running", true),
            ("run*", "running", true),
            ("*a*b", "xaxxb", true),
            ("*a*b", "xaxxbc", false),
            ("?", "a", true),
            ("?", "", false),
            ("*", "", true),
            ("", "a", false),
            ("a**", "a", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
