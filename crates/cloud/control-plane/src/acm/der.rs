//! DER, as much of it as certificates need. In: bytes. Out: elements, texts, moments. Never here: what an element means; a
//! length that leads past the end is `None`, never a panic.

use model::Time;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const BMP_STRING: u8 = 0x1e;

/// One element: its tag, what it holds, and all of its bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Element<'a> {
    pub tag: u8,
    pub content: &'a [u8],
    pub whole: &'a [u8],
}

/// The elements of a sequence, one after another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    /// The next element, whatever it is.
    pub(crate) fn next(&mut self) -> Option<Element<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        let whole = &self.0[..self.0.len() - rest.len()];
        self.0 = rest;
        Some(Element { tag, content, whole })
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        self.next().filter(|element| element.tag == tag)
    }

    /// The next element if it has this tag; else nothing is read.
    pub(crate) fn optional(&mut self, tag: u8) -> Option<Element<'a>> {
        (self.0.first() == Some(&tag)).then(|| self.next()).flatten()
    }

    /// The rest, element by element.
    pub(crate) fn all(mut self) -> impl Iterator<Item = Element<'a>> {
        std::iter::from_fn(move || self.next())
    }
}

impl<'a> Element<'a> {
    /// What it holds, as elements.
    pub(crate) fn inside(&self) -> Reader<'a> {
        Reader(self.content)
    }

    /// A text of any of the string types.
    pub(crate) fn text(&self) -> String {
        if self.tag == BMP_STRING {
            let units = self.content.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            return char::decode_utf16(units).map(|read| read.unwrap_or('\u{fffd}')).collect();
        }
        String::from_utf8_lossy(self.content).into_owned()
    }

    /// An object identifier with dots.
    pub(crate) fn object(&self) -> String {
        let mut numbers = Vec::new();
        let mut number = 0_u64;
        for byte in self.content {
            number = (number << 7) | u64::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                match numbers.is_empty() {
                    true => numbers.extend([(number / 40).min(2), number - 40 * (number / 40).min(2)]),
                    false => numbers.push(number),
                }
                number = 0;
            }
        }
        numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
    }

    /// A moment in UTC.
    pub(crate) fn time(&self) -> Option<Time> {
        let text = std::str::from_utf8(self.content).ok()?.strip_suffix('Z')?;
        let (year, rest) = match self.tag {
            UTC_TIME => {
                let (year, rest) = text.split_at_checked(2)?;
                let year: i64 = year.parse().ok()?;
                (year + if year < 50 { 2000 } else { 1900 }, rest)
            }
            GENERALIZED_TIME => {
                let (year, rest) = text.split_at_checked(4)?;
                (year.parse().ok()?, rest)
            }
            _ => return None,
        };
        let digits = rest.len() == 10 && rest.bytes().all(|byte| byte.is_ascii_digit());
        let part = |at: usize| rest.get(at..at + 2)?.parse::<i64>().ok().filter(|_| digits);
        let seconds = days(year, part(0)?, part(2)?) * 86_400 + part(4)? * 3600 + part(6)? * 60 + part(8)?;
        Some(Time(seconds * 1000))
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn one(bytes: &[u8]) -> Option<Element<'_>> {
        Reader::new(bytes).next()
    }

    #[test]
    fn lengths_that_lead_past_the_end_are_nothing() {
        for bad in [
            &[][..],
            &[0x30],
            &[0x30, 2, 0],
            &[0x30, 0x82, 1],
            &[0x30, 0x80, 0],
            &[0x30, 0x85, 0, 0, 0, 0, 0],
        ] {
            assert_eq!(one(bad), None, "{bad:?}");
        }
        let long = [&[0x04, 0x81, 0x80][..], &[7; 128]].concat();
        assert_eq!(one(&long).unwrap().content.len(), 128);
    }

    #[test]
    fn moments_of_both_kinds() {
        let time = |tag: u8, text: &str| {
            let bytes = [&[tag, text.len() as u8], text.as_bytes()].concat();
            one(&bytes).unwrap().time().map(|time| time.0)
        };
        assert_eq!(time(UTC_TIME, "700101000000Z"), Some(0));
        assert_eq!(time(UTC_TIME, "491231235959Z"), Some(2_524_607_999_000));
        assert_eq!(time(GENERALIZED_TIME, "20000229120000Z"), Some(951_825_600_000));
        assert_eq!(time(UTC_TIME, "70010100000+Z"), None);
        assert_eq!(time(UTC_TIME, ""), None);
    }

    #[test]
    fn object_identifiers() {
        let bytes = [OBJECT, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
        assert_eq!(one(&bytes).unwrap().object(), "1.2.840.113549.1.1.11");
    }
}
