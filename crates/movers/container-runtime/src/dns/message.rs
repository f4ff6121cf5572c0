//! Reads a query (RFC 1035, one question; RFC 6891 for the size of the answer). In: bytes. Out: a [`Query`]. Never here: I/O, answers.

use std::fmt;

use super::wire_name;

/// Bytes before the question.
pub(super) const HEADER: usize = 12;
/// The record type that says how large an answer may be.
pub(super) const OPT: u16 = 41;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Ports and hosts.
    Srv,
    /// Something this server never has.
    Other(u16),
}

impl Kind {
    /// The number of the type.
    pub fn number(self) -> u16 {
        match self {
            Kind::A => 1,
            Kind::Aaaa => 28,
            Kind::Srv => 33,
            Kind::Other(number) => number,
        }
    }

    fn of(number: u16) -> Kind {
        let known = [Kind::A, Kind::Aaaa, Kind::Srv];
        known.into_iter().find(|kind| kind.number() == number).unwrap_or(Kind::Other(number))
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Lower case, without the last dot.
    pub name: String,
    /// Record type.
    pub kind: Kind,
    pub(super) id: [u8; 2],
    pub(super) recursion_desired: bool,
    pub(super) question: Vec<u8>,
    /// Bytes of an answer the asker takes, if it says so.
    pub(super) payload: Option<u16>,
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
        let (name, end) = wire_name::read(bytes, HEADER)?;
        let tail = bytes.get(end..end + 4).ok_or(Malformed)?;
        if tail[2..] != [0, 1] {
            return Err(Malformed);
        }
        Ok(Self {
            name,
            kind: Kind::of(u16::from_be_bytes([tail[0], tail[1]])),
            id: [header[0], header[1]],
            recursion_desired: header[2] & 1 == 1,
            question: bytes[HEADER..end + 4].to_vec(),
            payload: payload(header, &bytes[end + 4..]),
        })
    }
}

/// What an OPT record says, if that alone follows the question.
fn payload(header: &[u8], rest: &[u8]) -> Option<u16> {
    let opt = rest.get(..5).filter(|_| header[6..12] == [0, 0, 0, 0, 0, 1])?;
    let is_opt = opt[0] == 0 && u16::from_be_bytes([opt[1], opt[2]]) == OPT;
    is_opt.then(|| u16::from_be_bytes([opt[3], opt[4]]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::dns::Answer;

    pub(in crate::dns) fn query(name: &str, kind: u16) -> Vec<u8> {
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
        let answer = asked.answer(&Answer::addresses([Ipv4Addr::new(1, 2, 3, 4)]));
        assert_eq!(&answer[..12], &[0xab, 0xcd, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
        assert_eq!(&answer[answer.len() - 6..], &[0, 4, 1, 2, 3, 4]);
    }

    #[test]
    fn ipv6_of_a_known_name_is_empty_not_missing() {
        let asked = Query::read(&query("a.b", 28)).unwrap();
        let answer = asked.answer(&Answer::addresses([Ipv4Addr::LOCALHOST]));
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
