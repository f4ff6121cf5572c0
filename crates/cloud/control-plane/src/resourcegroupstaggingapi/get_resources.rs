//! GetResources: resources with tags, by type and by tags.

use kernel::resources::{self, Found};
use kernel::{Caller, paging, tags};
use ledger::World;
use shapes::Error;
use shapes::resourcegroupstaggingapi::{
    ComplianceDetails, GetResources, GetResourcesInput, GetResourcesOutput, ResourceTagMapping, TagFilter,
};

use super::{bad_token, invalid, token};
use crate::table::Read;

/// Resources of a page, unless fewer or more are asked for.
const USUAL: usize = 50;

impl Read for GetResources {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetResourcesInput,
    ) -> Result<GetResourcesOutput, Error> {
        let details = input.include_compliance_details == Some(true);
        if input.exclude_compliant_resources == Some(true) && !details {
            return Err(invalid("ExcludeCompliantResources needs IncludeComplianceDetails."));
        }
        let all = match &input.resource_arn_list {
            Some(arns) => named(world, caller, arns, &input)?,
            None => resources::tagged(world, &caller.scope),
        };
        // There is no tag policy anybody could break.
        let is_shown =
            |found: &Found| input.exclude_compliant_resources != Some(true) && is_meant(found, &input);
        let meant: Vec<Found> = all.into_iter().filter(is_shown).collect();
        let limit = limit(&meant, &input)?;
        let begun = token(input.pagination_token.as_ref());
        let page = paging::page(meant.into_iter(), |found| found.arn.clone(), begun, limit, bad_token)?;
        Ok(GetResourcesOutput {
            pagination_token: Some(page.next.unwrap_or_default()),
            resource_tag_mapping_list: Some(page.items.iter().map(|found| shown(found, details)).collect()),
        })
    }
}

/// Those of these ARNs that are there.
fn named(
    world: &World,
    caller: &Caller,
    arns: &[String],
    input: &GetResourcesInput,
) -> Result<Vec<Found>, Error> {
    let paged = input.resources_per_page.is_some()
        || input.tags_per_page.is_some()
        || token(input.pagination_token.as_ref()).is_some();
    if paged {
        return Err(invalid(
            "ResourceARNList cannot be given with ResourcesPerPage, TagsPerPage or PaginationToken.",
        ));
    }
    Ok(arns.iter().filter_map(|arn| resources::find(world, &caller.scope, arn)).collect())
}

fn is_meant(found: &Found, input: &GetResourcesInput) -> bool {
    let has = |filter: &TagFilter| {
        let value = filter.key.as_ref().and_then(|key| found.tags.get(key));
        let values = filter.values.as_deref().unwrap_or_default();
        value.is_some_and(|value| values.is_empty() || values.contains(value))
    };
    let types = input.resource_type_filters.as_deref().unwrap_or_default();
    let filters = input.tag_filters.as_deref().unwrap_or_default();
    (types.is_empty() || types.iter().any(|filter| found.is_of_type(filter))) && filters.iter().all(has)
}

/// Resources of this page: a resource and its tags are never parted.
fn limit(meant: &[Found], input: &GetResourcesInput) -> Result<usize, Error> {
    let wanted = input.resources_per_page.map_or(USUAL, |wanted| usize::try_from(wanted).unwrap_or_default());
    if !(1..=100).contains(&wanted) {
        return Err(invalid("ResourcesPerPage must be from 1 to 100."));
    }
    let Some(tags) = input.tags_per_page else { return Ok(wanted) };
    if !(100..=500).contains(&tags) || tags % 100 != 0 {
        return Err(invalid("TagsPerPage must be from 100 to 500, in steps of 100."));
    }
    let begun = token(input.pagination_token.as_ref());
    let rest = paging::page(meant.iter(), |found| found.arn.clone(), begun, wanted, bad_token)?.items;
    let mut room = usize::try_from(tags).unwrap_or_default();
    let fits = |found: &&&Found| {
        let left = room.checked_sub(found.tags.len());
        room = left.unwrap_or(room);
        left.is_some()
    };
    Ok(rest.iter().take_while(fits).count().max(1))
}

fn shown(found: &Found, details: bool) -> ResourceTagMapping {
    let compliant = ComplianceDetails {
        compliance_status: Some(true),
        keys_with_noncompliant_values: Some(Vec::new()),
        noncompliant_keys: Some(Vec::new()),
    };
    ResourceTagMapping {
        compliance_details: details.then_some(compliant),
        resource_arn: Some(found.arn.clone()),
        tags: Some(tags::shown(&found.tags)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use kernel::rig::Rig;
    use shapes::{Document, Error};

    const SERVICE: &str = "resourcegroupstaggingapi";

    /// A cluster, two groups and a topic, the first three with tags.
    fn rig() -> Rig {
        let rig = Rig::in_memory(crate::entries());
        let stage = json!([{"key": "Stage", "value": "prod"}, {"key": "team", "value": "a"}]);
        rig.call("ecs", "CreateCluster", &json!({"clusterName": "one", "tags": stage})).unwrap();
        for (name, value) in [("/a", "prod"), ("/b", "test")] {
            let group = json!({"logGroupName": name, "tags": {"Stage": value}});
            rig.call("logs", "CreateLogGroup", &group).unwrap();
        }
        rig.call("sns", "CreateTopic", &json!({"Name": "plain"})).unwrap();
        rig
    }

    fn get(rig: &Rig, input: &Value) -> Result<(Vec<String>, String), Error> {
        let answer = rig.call(SERVICE, "GetResources", input)?;
        let Some(Document::List(all)) = answer.get("ResourceTagMappingList").cloned() else {
            panic!("{answer:?}")
        };
        let text = |document: &Document, member: &str| match document.get(member) {
            Some(Document::String(text)) => text.clone(),
            other => panic!("{other:?}"),
        };
        let end = |arn: String| arn.rsplit(':').next().unwrap().to_owned();
        Ok((all.iter().map(|one| end(text(one, "ResourceARN"))).collect(), text(&answer, "PaginationToken")))
    }

    fn found(rig: &Rig, input: &Value) -> Vec<String> {
        get(rig, input).unwrap().0
    }

    #[test]
    fn resources_of_all_services_are_found_by_type_and_tags() {
        let rig = rig();
        assert_eq!(found(&rig, &json!({})), ["cluster/one", "/a", "/b"]);
        let prod = json!([{"Key": "Stage", "Values": ["prod", "x"]}]);
        assert_eq!(found(&rig, &json!({"TagFilters": prod})), ["cluster/one", "/a"]);
        let both = json!([{"Key": "Stage", "Values": ["prod"]}, {"Key": "team"}]);
        assert_eq!(found(&rig, &json!({"TagFilters": both})), ["cluster/one"]);
        for (filter, count) in
            [("ecs", 1), ("ecs:cluster", 1), ("ecs:service", 0), ("logs:log-group", 2), ("no:such", 0)]
        {
            assert_eq!(found(&rig, &json!({"ResourceTypeFilters": [filter]})).len(), count, "{filter}");
        }
    }

    #[test]
    fn pages_are_walked_by_the_token_and_the_last_has_an_empty_one() {
        let rig = rig();
        let (first, token) = get(&rig, &json!({"ResourcesPerPage": 2})).unwrap();
        assert_eq!(first.len(), 2);
        let (second, token) = get(&rig, &json!({"ResourcesPerPage": 2, "PaginationToken": token})).unwrap();
        assert_eq!((second.len(), token.as_str()), (1, ""));
        assert_eq!(found(&rig, &json!({"TagsPerPage": 100, "PaginationToken": ""})).len(), 3);
        for wrong in [
            json!({"ResourcesPerPage": 101}),
            json!({"TagsPerPage": 150}),
            json!({"PaginationToken": "é"}),
            json!({"ResourceARNList": ["arn:aws:sns:us-west-2:000000000000:plain"], "ResourcesPerPage": 1}),
            json!({"ExcludeCompliantResources": true}),
        ] {
            assert_eq!(get(&rig, &wrong).unwrap_err().status, 400, "{wrong}");
        }
    }

    #[test]
    fn named_resources_are_shown_also_without_tags() {
        let rig = rig();
        let arns =
            json!(["arn:aws:sns:us-west-2:000000000000:plain", "arn:aws:sns:us-west-2:000000000000:none"]);
        assert_eq!(found(&rig, &json!({"ResourceARNList": arns})), ["plain"]);
        assert!(
            found(&rig, &json!({"IncludeComplianceDetails": true, "ExcludeCompliantResources": true}))
                .is_empty()
        );
    }
}
