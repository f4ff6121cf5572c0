//! Functions of IP addresses. In: texts. Out: whether they are addresses, and of which network. Never here: names of hosts.

use std::net::IpAddr;

use model::AddressBlock;

use super::value::Value;

/// Whether a value is an address `meant` takes.
pub(super) fn is_address(values: &[Value], meant: fn(&IpAddr) -> bool) -> Value {
    Value::Bool(address(&values[0]).as_ref().is_some_and(meant))
}

/// Whether a value is an address `meant` takes, of a network such as `192.0.2.0/24` or `2001:db8::/32`.
pub(super) fn is_in_network(values: &[Value], meant: fn(&IpAddr) -> bool) -> Value {
    let block = values[1].text().and_then(|text| AddressBlock::parse(text.trim()));
    let address = address(&values[0]).filter(meant);
    Value::Bool(address.zip(block).is_some_and(|(address, block)| block.holds(address)))
}

fn address(value: &Value) -> Option<IpAddr> {
    value.text()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn addresses_are_told_from_other_texts() {
        let valid = |value: &str, meant| is_address(&[text(value)], meant).is_true();
        assert!(valid("192.0.2.7", |_| true) && valid("2001:db8::1", |_| true));
        assert!(!valid("192.0.2.256", |_| true) && !valid("a", |_| true) && !valid("", |_| true));
        assert!(
            valid("192.0.2.7", IpAddr::is_ipv4)
                && !valid("::1", IpAddr::is_ipv4)
                && valid("::1", IpAddr::is_ipv6)
        );
    }

    #[test]
    fn a_network_takes_what_lies_in_it() {
        let within = |address: &str, network: &str, meant| {
            is_in_network(&[text(address), text(network)], meant).is_true()
        };
        assert!(
            within("192.0.2.7", "192.0.2.0/24", |_| true) && !within("192.0.3.7", "192.0.2.0/24", |_| true)
        );
        assert!(
            !within("192.0.2.7", "192.0.2.0/24", IpAddr::is_ipv6) && !within("x", "10.0.0.0/8", |_| true)
        );
        assert!(!within("10.0.0.1", "10.0.0.0", |_| true));
    }
}
