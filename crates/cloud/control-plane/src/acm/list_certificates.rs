//! ListCertificates: filtered, by age, in pages. As on AWS only RSA keys are listed unless `keyTypes` asks for others.

use kernel::paging;
use ledger::World;
use shapes::Error;
use shapes::acm::{Filters, ListCertificates, ListCertificatesRequest, ListCertificatesResponse, errors};

use super::holding::Holding;
use super::view;
use crate::Caller;
use crate::table::Read;

/// Lines of a page, at most and unless asked otherwise.
const PAGE: usize = 1000;

/// Key types that are listed when none is asked for.
const LISTED: [&str; 2] = ["RSA_1024", "RSA_2048"];

impl Read for ListCertificates {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListCertificatesRequest,
    ) -> Result<ListCertificatesResponse, Error> {
        if input.sort_by.is_some() != input.sort_order.is_some() {
            let text = "SortBy and SortOrder must be specified together";
            return Err(errors::invalid_args_exception(text));
        }
        let statuses = input.certificate_statuses.unwrap_or_default();
        let filters = input.includes.unwrap_or_default();
        let wanted = |one: &Holding| {
            let status = one.status(caller.now).as_str();
            (statuses.is_empty() || statuses.iter().any(|asked| asked == status)) && passes(&filters, one)
        };
        let mut found: Vec<_> = Holding::all(world, &caller.scope).filter(wanted).collect();
        let key = |one: &Holding| format!("{:020}/{}", one.created_at().0, one.id());
        found.sort_by_key(key);
        let limit = input.max_items.map_or(PAGE, |most| most.clamp(1, PAGE as i64) as usize);
        let bad = || errors::invalid_args_exception("The NextToken is not valid");
        let token = input.next_token.as_deref();
        let page = match input.sort_order.as_deref() {
            Some("DESCENDING") => paging::page_down(found.into_iter().rev(), key, token, limit, bad)?,
            _ => paging::page(found.into_iter(), key, token, limit, bad)?,
        };
        let shown =
            page.items.iter().map(|one| view::summary(world, &caller.scope, one, caller.now)).collect();
        Ok(ListCertificatesResponse { certificate_summary_list: Some(shown), next_token: page.next })
    }
}

/// No certificate can be exported or is managed by a service; one not issued yet has no usages.
fn passes(filters: &Filters, one: &Holding) -> bool {
    let key = one.key_algorithm().as_str();
    let (used, extended_used) =
        one.facts().map_or((&[][..], &[][..]), |facts| (&facts.key_usages, &facts.extended_key_usages));
    let key_fits = match filters.key_types.as_deref() {
        None | Some([]) => LISTED.contains(&key),
        Some(types) => types.iter().any(|asked| asked == key),
    };
    let usage_fits = any(&filters.key_usage, |asked| used.contains(asked));
    let extended = |asked: &String| extended_used.iter().any(|(name, _)| name == asked);
    let none = |asked: &String| asked == "NONE" && extended_used.is_empty();
    key_fits
        && usage_fits
        && any(&filters.extended_key_usage, |asked| extended(asked) || none(asked))
        && filters.managed_by.is_none()
        && filters.export_option.as_deref() != Some("ENABLED")
}

/// One of those asked for, or nothing was asked for.
fn any(asked: &Option<Vec<String>>, fits: impl Fn(&String) -> bool) -> bool {
    asked.as_ref().is_none_or(|list| list.is_empty() || list.iter().any(fits))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::{Desk, self_signed};

    fn asking(change: impl FnOnce(&mut ListCertificatesRequest)) -> ListCertificatesRequest {
        let key_types = Some(vec!["EC_prime256v1".to_owned()]);
        let includes = Some(Filters { key_types, ..Default::default() });
        let mut input = ListCertificatesRequest { includes, ..Default::default() };
        change(&mut input);
        input
    }

    #[test]
    fn elliptic_curves_are_listed_when_asked_for() {
        let mut desk = Desk::new();
        for name in ["a.test", "b.test", "c.test"] {
            desk.import(&self_signed(&[name]));
        }
        let mut list = |input| desk.read::<ListCertificates>(input).unwrap();
        assert_eq!(list(ListCertificatesRequest::default()).certificate_summary_list, Some(vec![]));
        let first = list(asking(|input| input.max_items = Some(2)));
        assert_eq!(first.certificate_summary_list.unwrap().len(), 2);
        let rest = list(asking(|input| input.next_token = first.next_token));
        assert_eq!((rest.certificate_summary_list.unwrap().len(), rest.next_token), (1, None));
        let expired = list(asking(|input| input.certificate_statuses = Some(vec!["EXPIRED".into()])));
        assert_eq!(expired.certificate_summary_list, Some(vec![]));
    }

    #[test]
    fn sorting_takes_both_members() {
        let input = asking(|input| input.sort_by = Some("CREATED_AT".into()));
        assert_eq!(Desk::new().read::<ListCertificates>(input).unwrap_err().code, "InvalidArgsException");
    }
}
