//! CreateListener: a port of a load balancer, HTTP or HTTPS; the same settings again return the listener that exists.

use ledger::Txn;
use model::elbv2::{Listener, LoadBalancer};
use shapes::Error;
use shapes::elbv2::{CreateListener, CreateListenerInput, CreateListenerOutput, errors};

use super::actions::{self, Place};
use super::listener_tls::Asked;
use super::{find, tags, view};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for CreateListener {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateListenerInput,
    ) -> Result<CreateListenerOutput, Error> {
        let balancer = find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        let protocol = protocol(input.protocol.as_deref())?;
        let port = port(input.port)?;
        let asked =
            Asked { certificates: input.certificates, policy: input.ssl_policy, alpn: input.alpn_policy };
        let tls = asked.apply(txn.world(), &caller.scope, &protocol, None)?;
        let place = Place {
            world: txn.world(),
            scope: &caller.scope,
            load_balancer: &balancer.name,
            protocol: &protocol,
        };
        let default_action = actions::read(place, input.default_actions)?;
        let wanted = Listener {
            scope: caller.scope.clone(),
            load_balancer: balancer.name.clone(),
            load_balancer_id: balancer.id.clone(),
            id: caller.dice.hex(16),
            port,
            protocol,
            tls,
            default_action,
            attributes: Default::default(),
            tags: tags::read(input.tags)?,
        };
        let listener = put(txn, &balancer, wanted)?;
        Ok(CreateListenerOutput { listeners: Some(vec![view::listener(txn.world(), &listener)]) })
    }
}

/// Writes the listener, or returns the equal one on its port.
fn put(txn: &mut Txn, balancer: &LoadBalancer, wanted: Listener) -> Result<Listener, Error> {
    if let Some(present) = on_port(txn, balancer, wanted.port) {
        let same = present.default_action == wanted.default_action
            && present.protocol == wanted.protocol
            && present.tls == wanted.tls;
        return if same { Ok(present) } else { Err(taken(balancer)) };
    }
    quotas::LISTENERS.room_beside(find::listeners(txn.world(), balancer).count())?;
    txn.put(wanted.clone());
    Ok(wanted)
}

/// The listener on a port of a load balancer.
pub(crate) fn on_port(txn: &Txn, balancer: &LoadBalancer, port: u16) -> Option<Listener> {
    let found = find::listeners(txn.world(), balancer).find(|listener| listener.port == port);
    found.map(|listener| (**listener).clone())
}

/// The port has a listener already.
pub(crate) fn taken(balancer: &LoadBalancer) -> Error {
    let arn = balancer.arn();
    let text = format!("A listener already exists on this port for this load balancer '{arn}'");
    errors::duplicate_listener_exception(text)
}

/// HTTP or HTTPS.
pub(crate) fn protocol(given: Option<&str>) -> Result<String, Error> {
    match given {
        Some(known @ ("HTTP" | "HTTPS")) => Ok(known.to_owned()),
        None | Some("") => Err(Error::validation("A listener protocol must be specified")),
        Some(other) => {
            Err(Error::validation(format!("Listener protocol '{other}' must be one of 'HTTPS, HTTP'")))
        }
    }
}

/// 1 to 65535.
pub(crate) fn port(given: Option<i64>) -> Result<u16, Error> {
    let port = given.ok_or_else(|| Error::validation("A listener port must be specified"))?;
    let valid = u16::try_from(port).ok().filter(|port| *port > 0);
    valid.ok_or_else(|| Error::validation(format!("Listener port '{port}' must be between 1 and 65535")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn a_port_has_one_listener() {
        let mut example = Example::new();
        let (balancer, one, two) =
            (example.load_balancer("a"), example.target_group("one"), example.target_group("two"));
        let first = example.listener(&balancer, 80, &one).unwrap();
        assert_eq!(example.listener(&balancer, 80, &one).unwrap(), first);
        let error = example.listener(&balancer, 80, &two).unwrap_err();
        assert_eq!(error.query_code.as_deref(), Some("DuplicateListener"));
        assert!(example.listener(&balancer, 8080, &two).is_ok());
    }

    #[test]
    fn a_target_group_serves_one_load_balancer() {
        let mut example = Example::new();
        let (a, b, group) =
            (example.load_balancer("a"), example.load_balancer("b"), example.target_group("g"));
        example.listener(&a, 80, &group).unwrap();
        let error = example.listener(&b, 80, &group).unwrap_err();
        assert_eq!(error.query_code.as_deref(), Some("TargetGroupAssociationLimit"));
    }

    #[test]
    fn protocol_and_port_are_checked() {
        let mut example = Example::new();
        let (arn, group) = (example.load_balancer("a"), example.target_group("g"));
        let mut create = |protocol: Option<&str>, port| {
            let input = CreateListenerInput {
                load_balancer_arn: arn.clone(),
                protocol: protocol.map(str::to_owned),
                port,
                default_actions: vec![example.forward(&group)],
                ..Default::default()
            };
            example.write::<CreateListener>(input).unwrap_err().message
        };
        assert_eq!(create(Some("TCP"), Some(443)), "Listener protocol 'TCP' must be one of 'HTTPS, HTTP'");
        assert_eq!(create(Some("HTTP"), None), "A listener port must be specified");
    }
}
