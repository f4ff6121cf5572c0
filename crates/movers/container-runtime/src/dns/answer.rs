//! What is said to a question. In: records. Out: bytes. Never here: which records a name has.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::message::{HEADER, Kind, OPT, Query};
use super::wire_name;

/// Seconds an address may be kept that is the product's own or the host's.
const TTL_SECONDS: u32 = 5;
/// Bytes of a datagram any resolver takes.
const SMALLEST: usize = 512;
/// And of one that travels in one piece.
const LARGEST: usize = 1232;
/// Bytes of an OPT record.
const OPT_BYTES: usize = 11;

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// A port, and the name of the host it is on.
    Srv {
        /// Lower ones are tried first.
        priority: u16,
        /// Share among those of one priority.
        weight: u16,
        /// TCP or UDP port.
        port: u16,
        /// Without the last dot.
        target: String,
    },
}

/// One record of the name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Seconds it may be kept.
    pub ttl: u32,
    /// What it says.
    pub data: Data,
}

/// What to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The name exists; these are its records of all types (perhaps none).
    Records(Vec<Record>),
    /// NXDOMAIN.
    NoSuchName,
    /// SERVFAIL.
    Failed,
    /// REFUSED: others know such names, and are to be asked.
    Refused,
}

impl Answer {
    /// Addresses nobody should keep for long.
    pub fn addresses(all: impl IntoIterator<Item = Ipv4Addr>) -> Answer {
        let record = |address| Record { ttl: TTL_SECONDS, data: Data::A(address) };
        Answer::Records(all.into_iter().map(record).collect())
    }

    /// RFC 1035, section 4.1.1.
    fn code(&self) -> u8 {
        match self {
            Answer::Records(_) => 0,
            Answer::Failed => 2,
            Answer::NoSuchName => 3,
            Answer::Refused => 5,
        }
    }
}

impl Data {
    fn kind(&self) -> Kind {
        match self {
            Data::A(_) => Kind::A,
            Data::Aaaa(_) => Kind::Aaaa,
            Data::Srv { .. } => Kind::Srv,
        }
    }

    /// `None` for a target DNS cannot carry.
    fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Data::A(address) => Some(address.octets().to_vec()),
            Data::Aaaa(address) => Some(address.octets().to_vec()),
            Data::Srv { priority, weight, port, target } => {
                let numbers = [*priority, *weight, *port].map(u16::to_be_bytes).concat();
                Some([numbers, wire_name::write(target)?].concat())
            }
        }
    }
}

impl Record {
    /// Its name is a pointer to the question's.
    fn bytes(&self) -> Option<Vec<u8>> {
        let data = self.data.bytes()?;
        let mut out = vec![0xc0, HEADER as u8];
        out.extend_from_slice(&self.data.kind().number().to_be_bytes());
        out.extend_from_slice(&[0, 1]);
        out.extend_from_slice(&self.ttl.to_be_bytes());
        out.extend_from_slice(&u16::try_from(data.len()).ok()?.to_be_bytes());
        out.extend_from_slice(&data);
        Some(out)
    }
}

impl Query {
    /// Writes the answer: the records of the type asked for, as many as fit into what the asker takes. Those left out are not
    /// announced as such: nothing answers by TCP here, and one of several equal records is as good as another.
    pub fn answer(&self, answer: &Answer) -> Vec<u8> {
        let room = self.payload.map_or(SMALLEST, |taken| usize::from(taken).clamp(SMALLEST, LARGEST));
        let room = room.saturating_sub(HEADER + self.question.len() + OPT_BYTES);
        let records = fitting(self.chosen(answer), room);
        let mut out = Vec::with_capacity(HEADER + self.question.len() + room);
        out.extend_from_slice(&self.id);
        out.extend_from_slice(&[0x80 | u8::from(self.recursion_desired), 0x80 | answer.code()]);
        out.extend_from_slice(&[0, 1, 0, records.len() as u8, 0, 0, 0, u8::from(self.payload.is_some())]);
        out.extend_from_slice(&self.question);
        out.extend(records.concat());
        if self.payload.is_some() {
            out.extend_from_slice(&opt());
        }
        out
    }

    fn chosen<'a>(&self, answer: &'a Answer) -> impl Iterator<Item = &'a Record> + use<'a> {
        let all = match answer {
            Answer::Records(all) => &all[..],
            Answer::NoSuchName | Answer::Failed | Answer::Refused => &[],
        };
        let kind = self.kind;
        all.iter().filter(move |record| record.data.kind() == kind)
    }
}

/// The first of them that have room together, at most as many as the count can say.
fn fitting<'a>(records: impl Iterator<Item = &'a Record>, room: usize) -> Vec<Vec<u8>> {
    let mut left = room;
    let written = records.filter_map(Record::bytes).take(usize::from(u8::MAX));
    written
        .take_while(|bytes| {
            let fits = bytes.len() <= left;
            left = left.saturating_sub(bytes.len());
            fits
        })
        .collect()
}

/// RFC 6891: the root's name, the type, what we take, no extended code, version 0, no options.
fn opt() -> [u8; OPT_BYTES] {
    let [high, low] = (LARGEST as u16).to_be_bytes();
    [0, 0, OPT as u8, high, low, 0, 0, 0, 0, 0, 0]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dns::message::tests::query;

    fn srv(target: &str) -> Record {
        let data = Data::Srv { priority: 1, weight: 1, port: 32_768, target: target.to_owned() };
        Record { ttl: 60, data }
    }

    /// Type, TTL and data of each record of an answer.
    fn records(bytes: &[u8]) -> Vec<(u16, u32, Vec<u8>)> {
        let number = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
        let (_, mut at) = wire_name::read(bytes, HEADER).unwrap();
        at += 4;
        let mut found = Vec::new();
        for _ in 0..number(6) {
            assert_eq!(bytes[at..at + 2], [0xc0, 12], "a pointer to the question");
            let ttl = u32::from_be_bytes(bytes[at + 6..at + 10].try_into().unwrap());
            let length = usize::from(number(at + 10));
            found.push((number(at + 2), ttl, bytes[at + 12..at + 12 + length].to_vec()));
            at += 12 + length;
        }
        let rest = if number(10) == 1 { OPT_BYTES } else { 0 };
        assert_eq!(bytes.len(), at + rest);
        found
    }

    #[test]
    fn an_srv_record_names_port_and_host() {
        let asked = Query::read(&query("web.shop.local", 33)).unwrap();
        let address = Record { ttl: 9, data: Data::A(Ipv4Addr::LOCALHOST) };
        let answer = asked.answer(&Answer::Records(vec![address, srv("1.web.shop.local")]));
        let found = records(&answer);
        let mut wanted = vec![0, 1, 0, 1, 0x80, 0];
        wanted.extend(wire_name::write("1.web.shop.local").unwrap());
        assert_eq!(found, [(33, 60, wanted)], "the address was not asked for");
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_a_larger_offer_is_used() {
        let task = "0123456789abcdef0123456789abcdef";
        let all = Answer::Records(vec![srv(&format!("{task}.orders.logistics.local")); 8]);
        let mut bytes = query("orders.logistics.local", 33);
        let plain = Query::read(&bytes).unwrap().answer(&all);
        assert!(plain.len() <= SMALLEST && (1..8).contains(&records(&plain).len()));
        bytes[11] = 1;
        bytes.extend_from_slice(&[0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]);
        let more = Query::read(&bytes).unwrap().answer(&all);
        assert_eq!(records(&more).len(), 8);
        assert_eq!(more[more.len() - OPT_BYTES..][..5], [0, 0, 41, 4, 208]);
    }

    #[test]
    fn a_target_dns_cannot_carry_is_left_out() {
        let asked = Query::read(&query("a.b", 33)).unwrap();
        let long = "x".repeat(64);
        let answer = asked.answer(&Answer::Records(vec![srv(&long), srv("c.a.b")]));
        assert_eq!(records(&answer).len(), 1);
    }

    proptest! {
        #[test]
        fn any_answer_is_well_formed(
            kind in prop::sample::select(vec![1u16, 28, 33, 255]),
            targets in prop::collection::vec("[a-z0-9.]{0,70}", 0..20),
            addresses in prop::collection::vec(any::<u32>(), 0..300),
        ) {
            let asked = Query::read(&query("a.b", kind)).unwrap();
            let all = targets.iter().map(|target| srv(target));
            let all = all.chain(addresses.iter().map(|n| Record { ttl: 1, data: Data::A(Ipv4Addr::from(*n)) }));
            let answer = asked.answer(&Answer::Records(all.collect()));
            prop_assert!(answer.len() <= SMALLEST);
            prop_assert!(records(&answer).iter().all(|(found, _, _)| *found == kind));
        }
    }
}
