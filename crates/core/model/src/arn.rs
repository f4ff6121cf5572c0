//! Amazon Resource Names: `arn:partition:service:region:account:resource`.

use crate::ids::Scope;

/// A parsed ARN; `resource` keeps everything after the fifth colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// For example `ecs`.
    pub service: &'a str,
    /// For example `us-west-2`; empty for global services.
    pub region: &'a str,
    /// Twelve digits; empty where the service leaves it out.
    pub account: &'a str,
    /// For example `cluster/interstella`.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Reads an ARN; `None` when it has fewer than six parts or does not begin with `arn:`.
    pub fn parse(text: &'a str) -> Option<Arn<'a>> {
        let mut parts = text.splitn(6, ':');
        let (prefix, _partition) = (parts.next()?, parts.next()?);
        let (service, region, account) = (parts.next()?, parts.next()?, parts.next()?);
        let resource = parts.next()?;
        (prefix == "arn").then_some(Arn { service, region, account, resource })
    }

    /// Whether account and Region are those of `scope`.
    pub fn is_in(&self, scope: &Scope) -> bool {
        self.region == scope.region.as_str() && self.account == scope.account.as_str()
    }
}

/// `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` in this scope.
pub fn arn(scope: &Scope, service: &str, resource: &str) -> String {
    format!("arn:aws:{service}:{}:{}:{resource}", scope.region.as_str(), scope.account.as_str())
}

#[cfg(test)]
mod tests {
    use super::Arn;

    #[test]
    fn resource_keeps_its_colons() {
        let arn = Arn::parse("arn:aws:logs:us-west-2:000000000000:log-group:g:*");
        assert_eq!(arn.map(|a| a.resource), Some("log-group:g:*"));
        assert_eq!(Arn::parse("arn:aws:sns"), None);
    }
}
