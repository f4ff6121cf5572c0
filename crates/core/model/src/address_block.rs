//! Blocks of IP addresses: `192.0.2.0/24`, `2001:db8::/32`. In: texts, addresses. Out: whether one lies in the other. Never here: routes.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use serde::{Deserialize, Serialize};

/// The addresses whose first bits are those of a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressBlock {
    base: IpAddr,
    /// How many bits; at most as many as the base has.
    length: u8,
}

impl AddressBlock {
    /// Reads `BASE/LENGTH`; bits of the base behind the length mean nothing.
    pub fn parse(text: &str) -> Option<AddressBlock> {
        let (base, length) = text.split_once('/')?;
        AddressBlock::of(base.parse().ok()?, length.parse().ok()?)
    }

    /// The addresses whose first `length` bits are those of `base`; `None` if it has not so many.
    pub fn of(base: IpAddr, length: u8) -> Option<AddressBlock> {
        let longest = if base.is_ipv4() { 32 } else { 128 };
        (length <= longest).then_some(AddressBlock { base, length })
    }

    /// A block of IPv4 addresses; a longer length than 32 is 32.
    pub fn v4(base: Ipv4Addr, length: u8) -> AddressBlock {
        AddressBlock { base: base.into(), length: length.min(32) }
    }

    /// The address it was made from, and how many of its first bits count.
    pub fn parts(&self) -> (IpAddr, u8) {
        (self.base, self.length)
    }

    /// Whether an address lies in it; one of the other family never does.
    pub fn holds(&self, address: IpAddr) -> bool {
        let (different, width) = match (self.base, address) {
            (IpAddr::V4(one), IpAddr::V4(other)) => (u128::from(one.to_bits() ^ other.to_bits()), 32),
            (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits(), 128),
            _ => return false,
        };
        different.checked_shr(width - u32::from(self.length)).is_none_or(|first| first == 0)
    }
}

impl fmt::Display for AddressBlock {
    /// `BASE/LENGTH`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.length)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_the_first_bits_of_one_family() {
        let holds =
            |block: &str, address: &str| AddressBlock::parse(block).unwrap().holds(address.parse().unwrap());
        assert!(holds("192.0.2.0/24", "192.0.2.7") && !holds("192.0.2.0/24", "192.0.3.7"));
        assert!(holds("0.0.0.0/0", "10.1.2.3") && holds("10.1.2.3/32", "10.1.2.3"));
        assert!(!holds("10.1.2.3/32", "10.1.2.2") && holds("10.1.2.3/8", "10.9.9.9"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("::/0", "::1") && !holds("::/0", "10.0.0.1"));
    }

    #[test]
    fn a_block_is_written_as_it_is_read() {
        let block = AddressBlock::v4(Ipv4Addr::new(172, 31, 16, 0), 20);
        assert_eq!(AddressBlock::parse(&block.to_string()), Some(block));
        assert_eq!(block.to_string(), "172.31.16.0/20");
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["10.0.0.1", "10.0.0.0/33", "::/129", "x/8", "10.0.0.0/", "10.0.0.0/-1", ""] {
            assert_eq!(AddressBlock::parse(text), None, "{text}");
        }
    }
}
