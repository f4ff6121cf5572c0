//! SetIpAddressType: IPv4, which every load balancer has here; the others are refused by name.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{SetIpAddressType, SetIpAddressTypeInput, SetIpAddressTypeOutput, errors};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for SetIpAddressType {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: SetIpAddressTypeInput,
    ) -> Result<SetIpAddressTypeOutput, Error> {
        find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        check(Some(&input.ip_address_type))?;
        Ok(SetIpAddressTypeOutput { ip_address_type: Some(input.ip_address_type) })
    }
}

/// Load balancers have IPv4 addresses and no others; nothing said means that.
pub(crate) fn check(asked: Option<&String>) -> Result<(), Error> {
    match asked.map(String::as_str) {
        None | Some("" | "ipv4") => Ok(()),
        Some(other) => Err(errors::invalid_configuration_request_exception(format!(
            "IP address type '{other}' is not in this product; see SCOPE.md"
        ))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn only_ipv4_is_taken() {
        let mut example = Example::new();
        let load_balancer_arn = example.load_balancer("a");
        let mut set = |kind: &str| {
            let load_balancer_arn = load_balancer_arn.clone();
            let input = SetIpAddressTypeInput { load_balancer_arn, ip_address_type: kind.to_owned() };
            example.write::<SetIpAddressType>(input)
        };
        assert_eq!(set("ipv4").unwrap().ip_address_type.as_deref(), Some("ipv4"));
        let refusal = set("dualstack").unwrap_err();
        assert_eq!(refusal.query_code.as_deref(), Some("InvalidConfigurationRequest"));
        assert!(refusal.message.contains("dualstack"));
    }
}
