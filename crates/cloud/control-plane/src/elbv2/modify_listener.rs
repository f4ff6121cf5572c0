//! ModifyListener: port and default action; what is not given stays.

use ledger::Txn;
use model::Record;
use model::elbv2::{Listener, LoadBalancer};
use shapes::Error;
use shapes::elbv2::{ModifyListener, ModifyListenerInput, ModifyListenerOutput};

use super::actions::{self, Place};
use super::{create_listener, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for ModifyListener {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyListenerInput,
    ) -> Result<ModifyListenerOutput, Error> {
        let mut listener = (*find::listener(txn.world(), &caller.scope, &input.listener_arn)?).clone();
        check_plain(&input)?;
        if let Some(protocol) = input.protocol.filter(|protocol| !protocol.is_empty()) {
            listener.protocol = create_listener::protocol(Some(&protocol))?;
        }
        if input.port.is_some() {
            listener.port = create_listener::port(input.port)?;
            check_port(txn, &listener)?;
        }
        if let Some(given) = input.default_actions.filter(|actions| !actions.is_empty()) {
            let world = txn.world();
            let place = Place { world, scope: &caller.scope, load_balancer: &listener.load_balancer };
            listener.default_action = actions::read(place, given)?;
        }
        txn.put(listener.clone());
        Ok(ModifyListenerOutput { listeners: Some(vec![view::listener(txn.world(), &listener)]) })
    }
}

/// What belongs to HTTPS cannot be given.
fn check_plain(input: &ModifyListenerInput) -> Result<(), Error> {
    let certificates = input.certificates.as_ref().is_some_and(|list| !list.is_empty());
    let policy = input.ssl_policy.as_ref().is_some_and(|policy| !policy.is_empty());
    let alpn = input.alpn_policy.as_ref().is_some_and(|list| !list.is_empty());
    let mutual = input.mutual_authentication.as_ref().and_then(|given| given.mode.as_deref());
    if certificates || policy || alpn || mutual.is_some_and(|mode| mode != "off") {
        let text = "Certificates, SSL and ALPN policies and mutual authentication cannot be specified for HTTP listeners";
        return Err(Error::validation(text));
    }
    Ok(())
}

/// Another listener must not have the port.
fn check_port(txn: &Txn, listener: &Listener) -> Result<(), Error> {
    let key = LoadBalancer::key_of(&listener.scope, &listener.load_balancer);
    let Some(balancer) = txn.get::<LoadBalancer>(&key) else {
        return Err(Error::internal(format!("listener {} has no load balancer", listener.arn())));
    };
    match create_listener::on_port(txn, balancer, listener.port) {
        Some(other) if other.key() != listener.key() => Err(create_listener::taken(balancer)),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn the_port_moves_to_a_free_one_only() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener_arn = example.listener(&balancer, 80, &group).unwrap();
        example.listener(&balancer, 81, &group).unwrap();
        let mut to = |port| {
            let input = ModifyListenerInput {
                listener_arn: listener_arn.clone(),
                port: Some(port),
                ..Default::default()
            };
            example.write::<ModifyListener>(input).map(|output| output.listeners.unwrap().remove(0))
        };
        assert_eq!(to(81).unwrap_err().query_code.as_deref(), Some("DuplicateListener"));
        let moved = to(82).unwrap();
        assert_eq!((moved.port, moved.listener_arn.as_deref()), (Some(82), Some(listener_arn.as_str())));
        assert!(moved.default_actions.unwrap()[0].target_group_arn.is_some());
        assert!(to(82).is_ok());
    }
}
