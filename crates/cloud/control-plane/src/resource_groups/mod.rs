//! AWS Resource Groups: groups of the resources that have certain tags, of certain types, found anew whenever somebody asks. Facts: its API
//! reference (https://docs.aws.amazon.com/ARG/latest/APIReference/). What is a resource is said in [`kernel::resources`].

mod create_group;
mod delete_group;
mod get_group;
mod get_group_configuration;
mod get_group_query;
mod get_tags;
mod list_group_resources;
mod list_groups;
mod query;
mod search_resources;
mod tag;
mod untag;
mod update_group;
mod update_group_query;

use std::sync::Arc;

use kernel::Entry;
use kernel::resources::Found;
use kernel::tags::{self, TagRules};
use ledger::World;
use model::resource_groups::Group;
use model::{Arn, Scope};
use shapes::Error;
use shapes::resource_groups::{self as api, errors};

use crate::table::Lines;

/// Groups or resources of a page, unless fewer are asked for.
const PAGE: i64 = 50;

/// What Resource Groups says of tags it does not take.
const RULES: TagRules = TagRules {
    reserved: |key| bad_request(format!("The tag key {key} begins with aws:, which is reserved.")),
    too_many: |_| bad_request(format!("A group can have at most {} tags.", tags::MOST)),
    twice: None,
};

/// The operations of Resource Groups that are here.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<api::CreateGroup>(),
        Entry::write::<api::DeleteGroup>(),
        Entry::read::<api::GetGroup>(),
        Entry::read::<api::GetGroupConfiguration>(),
        Entry::read::<api::GetGroupQuery>(),
        Entry::read::<api::GetTags>(),
        Entry::read::<api::ListGroupResources>(),
        Entry::read::<api::ListGroups>(),
        Entry::read::<api::SearchResources>(),
        Entry::write::<api::Tag>(),
        Entry::write::<api::Untag>(),
        Entry::write::<api::UpdateGroup>(),
        Entry::write::<api::UpdateGroupQuery>(),
    ]
}

fn bad_request(words: impl Into<String>) -> Error {
    errors::bad_request_exception(words)
}

/// The group that a request calls by its name or its ARN, in the member of today or in that of before.
fn find(
    world: &World,
    scope: &Scope,
    group: Option<&String>,
    group_name: Option<&String>,
) -> Result<Arc<Group>, Error> {
    let called = match (group, group_name) {
        (Some(called), None) | (None, Some(called)) => called,
        (None, None) => return Err(bad_request("Group must be specified.")),
        (Some(_), Some(_)) => return Err(bad_request("Group and GroupName must not both be specified.")),
    };
    let missing = || errors::not_found_exception("Cannot find group.");
    let name = match Arn::parse(called) {
        Some(arn) if arn.service == "resource-groups" && arn.is_in(scope) => {
            arn.resource.strip_prefix("group/").ok_or_else(missing)?
        }
        Some(_) => return Err(missing()),
        None => called,
    };
    world.get::<Group>(&Group::key_of(scope, name)).cloned().ok_or_else(missing)
}

/// The group of an ARN, as something that has tags.
fn tagged(world: &World, scope: &Scope, arn: &str) -> Result<Found, Error> {
    find(world, scope, Some(&arn.to_owned()), None).map(|group| Found::of(&*group))
}

/// A group in answers.
fn shown(group: &Group) -> api::Group {
    api::Group {
        group_arn: Some(group.arn()),
        name: Some(group.name.clone()),
        description: group.description.clone(),
        criticality: group.criticality,
        owner: group.owner.clone(),
        display_name: group.display_name.clone(),
        ..Default::default()
    }
}

fn bad_token() -> Error {
    bad_request("Invalid pagination token.")
}

/// Tokens are base64 here, in the letters that its model allows.
fn token_out(token: Option<String>) -> Option<String> {
    token.map(|token| token.replace('-', "+").replace('_', "/"))
}

fn token_in(token: Option<&String>) -> Option<String> {
    token.filter(|token| !token.is_empty()).map(|token| token.replace('+', "-").replace('/', "_"))
}

fn limit(wanted: Option<i64>) -> usize {
    usize::try_from(wanted.unwrap_or(PAGE)).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use kernel::rig::Rig;
    use serde_json::{Value, json};
    use shapes::{Document, Error};

    fn call(rig: &Rig, operation: &str, input: Value) -> Result<Document, Error> {
        rig.call("resource-groups", operation, &input)
    }

    fn query(text: &str) -> Value {
        json!({"Type": "TAG_FILTERS_1_0", "Query": text})
    }

    const PROD: &str =
        r#"{"ResourceTypeFilters":["AWS::AllSupported"],"TagFilters":[{"Key":"Stage","Values":["prod"]}]}"#;

    /// Two log groups and a cluster, one of each with the tag that the group `prod` asks for.
    fn rig() -> Rig {
        let rig = Rig::in_memory(crate::entries());
        let tags = json!([{"key": "Stage", "value": "prod"}]);
        rig.call("ecs", "CreateCluster", &json!({"clusterName": "one", "tags": tags})).unwrap();
        for (name, stage) in [("/a", "prod"), ("/b", "test")] {
            let group = json!({"logGroupName": name, "tags": {"Stage": stage}});
            rig.call("logs", "CreateLogGroup", &group).unwrap();
        }
        let made = json!({"Name": "prod", "Description": "what is sold", "ResourceQuery": query(PROD), "Tags": {"a": "1"},
            "Criticality": 3, "Owner": "me", "DisplayName": "Production"});
        call(&rig, "CreateGroup", made).unwrap();
        rig
    }

    fn text<'d>(document: &'d Document, path: &[&str]) -> &'d str {
        let found = path.iter().try_fold(document, |document, name| document.get(name));
        found.and_then(Document::as_str).unwrap_or_else(|| panic!("{path:?} of {document:?}"))
    }

    fn arns(answer: &Document) -> Vec<String> {
        let Some(Document::List(all)) = answer.get("ResourceIdentifiers") else { panic!("{answer:?}") };
        all.iter().map(|one| text(one, &["ResourceArn"]).rsplit(':').next().unwrap().to_owned()).collect()
    }

    fn code(result: Result<Document, Error>) -> String {
        result.unwrap_err().code.into_owned()
    }

    #[test]
    fn a_group_is_made_shown_changed_and_deleted() {
        let rig = rig();
        let arn = "arn:aws:resource-groups:us-west-2:000000000000:group/prod";
        let made = json!({"Name": "prod", "ResourceQuery": query(PROD)});
        assert_eq!(code(call(&rig, "CreateGroup", made)), "BadRequestException");
        for called in [json!({"Group": "prod"}), json!({"GroupName": "prod"}), json!({"Group": arn})] {
            let answer = call(&rig, "GetGroup", called).unwrap();
            assert_eq!(text(&answer, &["Group", "GroupArn"]), arn);
            assert_eq!(text(&answer, &["Group", "Description"]), "what is sold");
        }
        assert_eq!(
            code(call(&rig, "GetGroup", json!({"Group": "prod", "GroupName": "prod"}))),
            "BadRequestException"
        );
        call(&rig, "UpdateGroup", json!({"Group": arn, "Description": "other", "Criticality": 9})).unwrap();
        let answer = call(&rig, "GetGroup", json!({"Group": "prod"})).unwrap();
        assert_eq!(text(&answer, &["Group", "Description"]), "other");
        assert_eq!(text(&answer, &["Group", "DisplayName"]), "Production");
        assert_eq!(
            code(call(&rig, "GetGroupConfiguration", json!({"Group": "prod"}))),
            "BadRequestException"
        );
        call(&rig, "DeleteGroup", json!({"Group": "prod"})).unwrap();
        for gone in
            ["GetGroup", "GetGroupQuery", "DeleteGroup", "ListGroupResources", "GetGroupConfiguration"]
        {
            assert_eq!(code(call(&rig, gone, json!({"Group": "prod"}))), "NotFoundException", "{gone}");
        }
    }

    #[test]
    fn resources_are_found_by_the_query_of_the_moment() {
        let rig = rig();
        let all = |input| arns(&call(&rig, "ListGroupResources", input).unwrap());
        assert_eq!(all(json!({"Group": "prod"})), ["cluster/one", "/a"]);
        let clusters = json!([{"Name": "resource-type", "Values": ["AWS::ECS::Cluster"]}]);
        assert_eq!(all(json!({"Group": "prod", "Filters": clusters})), ["cluster/one"]);
        let first = call(&rig, "ListGroupResources", json!({"Group": "prod", "MaxResults": 1})).unwrap();
        let next = json!({"Group": "prod", "MaxResults": 1, "NextToken": text(&first, &["NextToken"])});
        assert_eq!(all(next), ["/a"]);
        let test = r#"{"TagFilters":[{"Key":"Stage","Values":["test"]}]}"#;
        let found = call(&rig, "SearchResources", json!({"ResourceQuery": query(test)})).unwrap();
        assert_eq!(arns(&found), ["/b"]);
        let other = json!({"Group": "prod", "ResourceQuery": query(test)});
        call(&rig, "UpdateGroupQuery", other).unwrap();
        assert_eq!(all(json!({"Group": "prod"})), ["/b"]);
        let answer = call(&rig, "GetGroupQuery", json!({"Group": "prod"})).unwrap();
        assert_eq!(text(&answer, &["GroupQuery", "ResourceQuery", "Query"]), test);
    }

    #[test]
    fn queries_that_mean_nothing_are_refused() {
        let rig = rig();
        let stack = json!({"Type": "CLOUDFORMATION_STACK_1_0", "Query": "{}"});
        let wrong = [
            "",
            "[]",
            r#"{"TagFilter":[]}"#,
            r#"{"TagFilters":[{"Values":["x"]}]}"#,
            r#"{"ResourceTypeFilters":["cluster"]}"#,
        ];
        for query in wrong.into_iter().map(query).chain([stack]) {
            let input = json!({"Name": "x", "ResourceQuery": query});
            assert_eq!(code(call(&rig, "CreateGroup", input)), "BadRequestException", "{query}");
        }
        assert_eq!(code(call(&rig, "CreateGroup", json!({"Name": "x"}))), "BadRequestException");
        assert_eq!(
            code(call(&rig, "CreateGroup", json!({"Name": "AWS-x", "ResourceQuery": query(PROD)}))),
            "BadRequestException"
        );
    }

    #[test]
    fn groups_are_listed_and_have_tags_of_their_own() {
        let rig = rig();
        call(&rig, "CreateGroup", json!({"Name": "all", "ResourceQuery": query("{}"), "Owner": "you"}))
            .unwrap();
        let names = |input| match call(&rig, "ListGroups", input).unwrap().get("GroupIdentifiers") {
            Some(Document::List(all)) => {
                all.iter().map(|one| text(one, &["GroupName"]).to_owned()).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(names(json!({})), ["all", "prod"]);
        assert_eq!(names(json!({"Filters": [{"Name": "owner", "Values": ["me"]}]})), ["prod"]);
        assert_eq!(names(json!({"Filters": [{"Name": "criticality", "Values": ["3"]}]})), ["prod"]);
        assert!(
            names(json!({"Filters": [{"Name": "resource-type", "Values": ["AWS::EC2::Instance"]}]}))
                .is_empty()
        );
        let arn = "arn:aws:resource-groups:us-west-2:000000000000:group/prod";
        call(&rig, "Tag", json!({"Arn": arn, "Tags": {"b": "2"}})).unwrap();
        call(&rig, "Untag", json!({"Arn": arn, "Keys": ["a"]})).unwrap();
        let answer = call(&rig, "GetTags", json!({"Arn": arn})).unwrap();
        assert_eq!(answer.get("Tags").and_then(|tags| tags.get("b")).and_then(Document::as_str), Some("2"));
        assert_eq!(answer.get("Tags").and_then(|tags| tags.get("a")), None);
        assert_eq!(
            code(call(&rig, "Tag", json!({"Arn": arn, "Tags": {"aws:x": ""}}))),
            "BadRequestException"
        );
        let none = arn.replace("prod", "none");
        assert_eq!(code(call(&rig, "GetTags", json!({"Arn": none}))), "NotFoundException");
    }
}
