//! How the names of a requested certificate are validated, as AWS shows it. In: names and an account. Out: shapes. Never here:
//! validating: the local authority signs for whoever owns this machine, and no resolver is asked.

use sha2::{Digest, Sha256};
use shapes::acm as out;

use super::holding::{Holding, Status};

/// One entry for each name; empty for what was imported.
pub(crate) fn options(holding: &Holding, status: Status) -> Option<Vec<out::DomainValidation>> {
    let request = holding.request.as_ref()?;
    let status = if status == Status::PendingValidation { "PENDING_VALIDATION" } else { "SUCCESS" };
    let one = |name: &String| out::DomainValidation {
        domain_name: Some(name.clone()),
        validation_domain: Some(name.clone()),
        validation_status: Some(status.to_owned()),
        validation_method: Some("DNS".to_owned()),
        resource_record: Some(record(request.scope.account.as_str(), name)),
        ..Default::default()
    };
    Some(request.names.iter().map(one).collect())
}

/// The record that would prove the name: the same for every certificate of an account, and for a name and its wildcard.
fn record(account: &str, name: &str) -> out::ResourceRecord {
    let domain = name.strip_prefix("*.").unwrap_or(name);
    let mark = |what: &str| {
        let hash = Sha256::digest(format!("{what} {account} {domain}"));
        hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    out::ResourceRecord {
        name: Some(format!("_{}.{domain}.", mark("name"))),
        r#type: Some("CNAME".to_owned()),
        value: Some(format!("_{}.{}.acm-validations.aws.", mark("value"), &mark("zone")[..10])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_wildcard_are_proved_by_one_record() {
        let of = |account, name| record(account, name);
        assert_eq!(of("1", "*.a.test"), of("1", "a.test"));
        assert_ne!(of("1", "a.test"), of("2", "a.test"));
        assert!(of("1", "a.test").name.is_some_and(|name| name.ends_with(".a.test.")));
    }
}
