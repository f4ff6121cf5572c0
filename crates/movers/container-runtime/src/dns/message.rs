//! Reads a query and writes its answer (RFC 1035, one question). In: bytes. Out: bytes. Never here: I/O.

use std::fmt;
use std::net::Ipv4Addr;

const HEADER: usize = 12;
const NAME_LIMIT: usize = 253;
/// Answers stay below what any resolver takes by UDP.
const ADDRESS_LIMIT: usize = 16;
const TTL_SECONDS: u32 = 5;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Something this server never has.
    Other(u16),
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Lower case, without the last dot.
    pub name: String,
    /// Record type.
    pub kind: Kind,
    id: [u8; 2],
    recursion_desired: bool,
    question: Vec<u8>,
}

/// What to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The name exists; these are its addresses (none for other record types).
    Addresses(Vec<Ipv4Addr>),
    /// NXDOMAIN.
    NoSuchName,
    /// SERVFAIL.
    Failed,
}

/// Not a query this server can read; it is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed DNS query")
    }
}

impl std::error::Error for Malformed {}

impl Query {
    /// Reads a standard query with exactly one question of class IN.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let header = bytes.get(..HEADER).ok_or(Malformed)?;
        let is_query = header[2] & 0b1111_1000 == 0;
        if !is_query || header[4..6] != [0, 1] {
            return Err(Malformed);
        }
        let (name, end) = read_name(bytes, HEADER)?;
        let tail = bytes.get(end..end + 4).ok_or(Malformed)?;
        if tail[2..] != [0, 1] {
            return Err(Malformed);
        }
        let kind = match u16::from_be_bytes([tail[0], tail[1]]) {
            1 => Kind::A,
            28 => Kind::Aaaa,
            other => Kind::Other(other),
        };
        Ok(Self {
            name,
            kind,
            id: [header[0], header[1]],
            recursion_desired: header[2] & 1 == 1,
            question: bytes[HEADER..end + 4].to_vec(),
        })
    }

    /// Writes the answer; addresses are left out unless IPv4 was asked for.
    pub fn answer(&self, answer: &Answer) -> Vec<u8> {
        let (code, addresses) = match answer {
            Answer::Addresses(all) if self.kind == Kind::A => (0, &all[..all.len().min(ADDRESS_LIMIT)]),
            Answer::Addresses(_) => (0, &[][..]),
            Answer::Failed => (2, &[][..]),
            Answer::NoSuchName => (3, &[][..]),
        };
        let mut out = Vec::with_capacity(HEADER + self.question.len() + addresses.len() * 16);
        out.extend_from_slice(&self.id);
        out.extend_from_slice(&[0x80 | u8::from(self.recursion_desired), 0x80 | code]);
        out.extend_from_slice(&[0, 1, 0, addresses.len() as u8, 0, 0, 0, 0]);
        out.extend_from_slice(&self.question);
        for address in addresses {
            // Name: a pointer to the question's.
            out.extend_from_slice(&[0xc0, HEADER as u8, 0, 1, 0, 1]);
            out.extend_from_slice(&TTL_SECONDS.to_be_bytes());
            out.extend_from_slice(&[0, 4]);
            out.extend_from_slice(&address.octets());
        }
        out
    }
}

/// The name and where it ends. Questions have no compression, so a pointer is malformed.
fn read_name(bytes: &[u8], mut at: usize) -> Result<(String, usize), Malformed> {
    let mut name = String::new();
    loop {
        let length = usize::from(*bytes.get(at).ok_or(Malformed)?);
        at += 1;
        if length == 0 {
            return Ok((name, at));
        }
        let label = bytes.get(at..at + length).filter(|_| length < 64).ok_or(Malformed)?;
        if !label.iter().all(|b| b.is_ascii_graphic() && *b != b'.') || name.len() + length > NAME_LIMIT {
            return Err(Malformed);
        }
        if !name.is_empty() {
            name.push('.');
        }
        name.extend(label.iter().map(|b| char::from(b.to_ascii_lowercase())));
        at += length;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn query(name: &str, kind: u16) -> Vec<u8> {
        let mut bytes = vec![0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in name.split('.') {
            bytes.push(label.len() as u8);
            bytes.extend_from_slice(label.as_bytes());
        }
        bytes.push(0);
        bytes.extend_from_slice(&kind.to_be_bytes());
        bytes.extend_from_slice(&[0, 1]);
        bytes
    }

    #[test]
    fn a_question_is_read_and_answered() {
        let asked = Query::read(&query("SNS.us-east-1.Amazonaws.com", 1)).unwrap();
        assert_eq!((asked.name.as_str(), asked.kind), ("sns.us-east-1.amazonaws.com", Kind::A));
        let answer = asked.answer(&Answer::Addresses(vec![Ipv4Addr::new(1, 2, 3, 4)]));
        assert_eq!(&answer[..12], &[0xab, 0xcd, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
        assert_eq!(&answer[answer.len() - 6..], &[0, 4, 1, 2, 3, 4]);
    }

    #[test]
    fn ipv6_of_a_known_name_is_empty_not_missing() {
        let asked = Query::read(&query("a.b", 28)).unwrap();
        let answer = asked.answer(&Answer::Addresses(vec![Ipv4Addr::LOCALHOST]));
        assert_eq!((answer[3] & 15, answer[7]), (0, 0));
        assert_eq!(asked.answer(&Answer::NoSuchName)[3] & 15, 3);
    }

    proptest::proptest! {
        #[test]
        fn any_datagram_is_survived(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let mut bytes = bytes;
            if bytes.len() > 6 {
                bytes[2] = 1;
                bytes[4] = 0;
                bytes[5] = 1;
            }
            if let Ok(query) = Query::read(&bytes) {
                proptest::prop_assert!(query.answer(&Answer::NoSuchName).len() < 512);
            }
        }
    }
}
