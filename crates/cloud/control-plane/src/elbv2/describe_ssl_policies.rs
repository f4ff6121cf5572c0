//! DescribeSSLPolicies: by name or page; what a policy means here.

use kernel::paging::Page;
use ledger::World;
use shapes::Error;
use shapes::elbv2::{DescribeSSLPolicies, DescribeSSLPoliciesInput, DescribeSSLPoliciesOutput, errors};

use super::listing;
use super::ssl_policies::{self, Policy};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeSSLPolicies {
    fn read(
        _: &World,
        _: &mut Caller,
        input: DescribeSSLPoliciesInput,
    ) -> Result<DescribeSSLPoliciesOutput, Error> {
        let kind = input.load_balancer_type.as_deref().filter(|kind| !kind.is_empty());
        let all = match listing::given(input.names) {
            Some(names) => Page { items: named(&names)?, next: None },
            None => {
                let items = ssl_policies::ALL.iter().enumerate();
                let key = |(at, _): &(usize, &Policy)| format!("{at:04}");
                let page = listing::cut(items, key, input.marker.as_deref(), input.page_size)?;
                Page { items: page.items.into_iter().map(|(_, policy)| policy).collect(), next: page.next }
            }
        };
        let fits = kind.is_none_or(|kind| kind == "application");
        let shown = all.items.into_iter().filter(|_| fits).map(Policy::write).collect();
        Ok(DescribeSSLPoliciesOutput { ssl_policies: Some(shown), next_marker: all.next })
    }
}

fn named(names: &[String]) -> Result<Vec<&'static Policy>, Error> {
    let missing =
        |name: &String| errors::ssl_policy_not_found_exception(format!("SSL policy '{name}' not found"));
    names.iter().map(|name| ssl_policies::named(name).ok_or_else(|| missing(name))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn policies_come_by_name_and_by_page() {
        let mut example = Example::new();
        let mut ask = |input| example.read::<DescribeSSLPolicies>(input);
        let first = ask(DescribeSSLPoliciesInput { page_size: Some(20), ..Default::default() }).unwrap();
        assert_eq!(first.ssl_policies.unwrap().len(), 20);
        let rest = DescribeSSLPoliciesInput { marker: first.next_marker, ..Default::default() };
        assert_eq!(ask(rest).unwrap().ssl_policies.unwrap().len(), 6);
        let names = |name: &str| DescribeSSLPoliciesInput {
            names: Some(vec![name.to_owned()]),
            ..Default::default()
        };
        let only_13 = ask(names("ELBSecurityPolicy-TLS13-1-3-2021-06")).unwrap().ssl_policies.unwrap();
        assert_eq!(only_13[0].ssl_protocols, Some(vec!["TLSv1.3".to_owned()]));
        assert_eq!(only_13[0].ciphers.as_ref().unwrap().len(), 3);
        assert_eq!(ask(names("none")).unwrap_err().query_code.as_deref(), Some("SSLPolicyNotFound"));
    }
}
