//! Blocks of IP addresses: `192.0.2.0/24`, `2001:db8::/32`. In: texts, addresses. Out: whether one lies in the other. Never here: routes.

use std::net::IpAddr;

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
    fn other_texts_are_none() {
        for text in ["10.0.0.1", "10.0.0.0/33", "::/129", "x/8", "10.0.0.0/", "10.0.0.0/-1", ""] {
            assert_eq!(AddressBlock::parse(text), None, "{text}");
        }
    }
}
