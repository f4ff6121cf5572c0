//! ModifyListener: port, protocol, certificate, security policy and default action; what is not given stays.

use ledger::Txn;
use model::Record;
use model::elbv2::{Listener, LoadBalancer};
use shapes::Error;
use shapes::elbv2::{ModifyListener, ModifyListenerInput, ModifyListenerOutput};

use super::actions::{self, Place};
use super::listener_tls::Asked;
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
        if let Some(protocol) = input.protocol.filter(|protocol| !protocol.is_empty()) {
            listener.protocol = create_listener::protocol(Some(&protocol))?;
        }
        let asked =
            Asked { certificates: input.certificates, policy: input.ssl_policy, alpn: input.alpn_policy };
        let present = listener.tls.take();
        listener.tls = asked.apply(txn.world(), &caller.scope, &listener.protocol, present)?;
        if input.port.is_some() {
            listener.port = create_listener::port(input.port)?;
            check_port(txn, &listener)?;
        }
        if let Some(given) = input.default_actions.filter(|actions| !actions.is_empty()) {
            let world = txn.world();
            let place = Place {
                world,
                scope: &caller.scope,
                load_balancer: &listener.load_balancer,
                protocol: &listener.protocol,
            };
            listener.default_action = actions::read(place, given)?;
        }
        check_actions(txn, caller, &listener)?;
        txn.put(listener.clone());
        Ok(ModifyListenerOutput { listeners: Some(vec![view::listener(txn.world(), &listener)]) })
    }
}

/// What the listener and its rules do must suit its protocol, which may be another than it was.
fn check_actions(txn: &Txn, caller: &Caller, listener: &Listener) -> Result<(), Error> {
    let rules = find::rules(txn.world(), listener);
    let all = std::iter::once(&listener.default_action).chain(rules.iter().map(|rule| &rule.action));
    all.into_iter().try_for_each(|action| {
        actions::check_protocol(txn.world(), &caller.scope, &listener.protocol, action)
    })
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
