//! What makes a listener an HTTPS listener. In: certificates and policies as requests write them. Out: what the record keeps,
//! checked, and back again. Never here: certificates' content, handshakes.

use ledger::World;
use model::Scope;
use model::acm;
use model::elbv2::ListenerTls;
use shapes::Error;
use shapes::elbv2::{Certificate, errors};

use super::ssl_policies;

/// What a request says of TLS; a member that is absent or empty says nothing.
pub(crate) struct Asked {
    pub certificates: Option<Vec<Certificate>>,
    pub policy: Option<String>,
    pub alpn: Option<Vec<String>>,
}

impl Asked {
    /// The settings of a listener of this protocol that had `present`.
    pub(crate) fn apply(
        self,
        world: &World,
        scope: &Scope,
        protocol: &str,
        present: Option<ListenerTls>,
    ) -> Result<Option<ListenerTls>, Error> {
        self.check_members(protocol)?;
        if protocol != "HTTPS" {
            return Ok(None);
        }
        let default = default_certificate(world, scope, self.certificates.unwrap_or_default())?;
        let policy = self.policy.filter(|name| !name.is_empty()).map(known_policy).transpose()?;
        match (present, default) {
            (Some(present), default) => Ok(Some(ListenerTls {
                default_certificate: default.unwrap_or(present.default_certificate),
                policy: policy.unwrap_or(present.policy),
                ..present
            })),
            (None, Some(default_certificate)) => Ok(Some(ListenerTls {
                default_certificate,
                certificates: Vec::new(),
                policy: policy.unwrap_or_else(|| ssl_policies::DEFAULT.to_owned()),
            })),
            (None, None) => Err(Error::validation("A certificate must be specified for HTTPS listeners")),
        }
    }

    /// HTTP takes none of them, HTTPS no ALPN policies.
    fn check_members(&self, protocol: &str) -> Result<(), Error> {
        let plain = protocol != "HTTPS";
        let refuse = |what: &str| {
            Err(Error::validation(format!("{what} cannot be specified for {protocol} listeners")))
        };
        if plain && self.certificates.as_ref().is_some_and(|list| !list.is_empty()) {
            return refuse("A certificate");
        }
        if plain && self.policy.as_ref().is_some_and(|policy| !policy.is_empty()) {
            return refuse("An SSL policy");
        }
        if self.alpn.as_ref().is_some_and(|list| !list.is_empty()) {
            return refuse("An ALPN policy");
        }
        Ok(())
    }
}

/// The one certificate a listener is made with or changed to; `None` when none is given.
fn default_certificate(
    world: &World,
    scope: &Scope,
    given: Vec<Certificate>,
) -> Result<Option<String>, Error> {
    if given.len() > 1 {
        return Err(Error::validation(
            "Only one certificate can be specified; others are added with AddListenerCertificates",
        ));
    }
    Ok(arns(world, scope, given)?.pop())
}

/// The ARNs of certificates that exist; a request must not say which is the default one.
pub(crate) fn arns(world: &World, scope: &Scope, given: Vec<Certificate>) -> Result<Vec<String>, Error> {
    let one = |certificate: Certificate| {
        if certificate.is_default.is_some() {
            return Err(Error::validation("IsDefault cannot be specified"));
        }
        let arn = certificate.certificate_arn.unwrap_or_default();
        let key = acm::Certificate::key_of_arn(scope, &arn);
        match key.is_some_and(|key| world.get::<acm::Certificate>(&key).is_some()) {
            true => Ok(arn),
            false => Err(errors::certificate_not_found_exception(format!("Certificate '{arn}' not found"))),
        }
    };
    given.into_iter().map(one).collect()
}

fn known_policy(name: String) -> Result<String, Error> {
    match ssl_policies::named(&name) {
        Some(_) => Ok(name),
        None => Err(errors::ssl_policy_not_found_exception(format!("SSL policy '{name}' not found"))),
    }
}

/// A certificate as answers about the list show it.
pub(crate) fn write(arn: &str, is_default: Option<bool>) -> Certificate {
    Certificate { certificate_arn: Some(arn.to_owned()), is_default }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::elbv2::{CreateListener, CreateListenerInput, Listener, ModifyListener, ModifyListenerInput};

    fn create(
        example: &mut Example,
        change: impl FnOnce(&mut CreateListenerInput),
    ) -> Result<Listener, Error> {
        let (load_balancer_arn, group) = (example.load_balancer("a"), example.target_group("g"));
        let mut input = CreateListenerInput {
            load_balancer_arn,
            protocol: Some("HTTPS".into()),
            port: Some(443),
            default_actions: vec![example.forward(&group)],
            ..Default::default()
        };
        change(&mut input);
        example.write::<CreateListener>(input).map(|made| made.listeners.unwrap().remove(0))
    }

    fn code(result: Result<Listener, Error>) -> String {
        let error = result.unwrap_err();
        error.query_code.unwrap_or(error.code).into_owned()
    }

    #[test]
    fn an_https_listener_has_one_default_certificate_and_a_policy() {
        let mut example = Example::new();
        let arn = example.certificate("a.test");
        let made = create(&mut example, |input| input.certificates = Some(vec![write(&arn, None)])).unwrap();
        assert_eq!(made.ssl_policy.as_deref(), Some("ELBSecurityPolicy-2016-08"));
        assert_eq!(made.certificates, Some(vec![write(&arn, None)]));
        let other = example.certificate("b.test");
        let input = ModifyListenerInput {
            listener_arn: made.listener_arn.clone().unwrap(),
            certificates: Some(vec![write(&other, None)]),
            ssl_policy: Some("ELBSecurityPolicy-TLS13-1-2-2021-06".into()),
            ..Default::default()
        };
        let changed = example.write::<ModifyListener>(input).unwrap().listeners.unwrap().remove(0);
        assert_eq!(changed.certificates, Some(vec![write(&other, None)]));
        assert_eq!(changed.ssl_policy.as_deref(), Some("ELBSecurityPolicy-TLS13-1-2-2021-06"));
        let plain = ModifyListenerInput {
            listener_arn: made.listener_arn.unwrap(),
            protocol: Some("HTTP".into()),
            ..Default::default()
        };
        let plain = example.write::<ModifyListener>(plain).unwrap().listeners.unwrap().remove(0);
        assert_eq!((plain.certificates, plain.ssl_policy), (None, None));
    }

    #[test]
    fn what_is_missing_or_unknown_is_refused_by_name() {
        let mut example = Example::new();
        let arn = example.certificate("a.test");
        let none = create(&mut example, |_| {}).unwrap_err();
        assert_eq!(none.message, "A certificate must be specified for HTTPS listeners");
        let missing = arn.replace("us-west-2", "us-east-1");
        let mut with = |arn: &str, change: fn(&mut CreateListenerInput)| {
            let listed = Some(vec![write(arn, None)]);
            create(&mut example, |input| {
                input.certificates = listed;
                change(input);
            })
        };
        assert_eq!(code(with(&missing, |_| {})), "CertificateNotFound");
        assert_eq!(code(with(&arn, |input| input.ssl_policy = Some("none".into()))), "SSLPolicyNotFound");
        let alpn = with(&arn, |input| input.alpn_policy = Some(vec!["HTTP2Only".into()])).unwrap_err();
        assert_eq!(alpn.message, "An ALPN policy cannot be specified for HTTPS listeners");
        let plain = with(&arn, |input| input.protocol = Some("HTTP".into())).unwrap_err();
        assert_eq!(plain.message, "A certificate cannot be specified for HTTP listeners");
    }
}
