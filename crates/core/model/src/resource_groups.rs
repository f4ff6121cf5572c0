//! AWS Resource Groups: names for the resources that a query finds.

use serde::{Deserialize, Serialize};

use crate::{Key, Record, Scope, Tags, arn::arn};

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Account and Region.
    pub scope: Scope,
    /// Unique among the groups of an account and Region.
    pub name: String,
    /// What the user says of it, shown.
    pub description: Option<String>,
    /// From 1, the least, to 10, shown.
    pub criticality: Option<i64>,
    /// Whose it is, shown.
    pub owner: Option<String>,
    /// What it is called beside its name, shown.
    pub display_name: Option<String>,
    /// Tags and types it asks for.
    pub query: ResourceQuery,
    /// The query's text as the user wrote it.
    pub query_text: String,
    /// The user's tags on the group itself.
    pub tags: Tags,
}

/// Which resources are meant: of one of these types, with all of these tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ResourceQuery {
    /// As CloudFormation names them; [`ALL_TYPES`] are all. None are all, too.
    #[serde(default)]
    pub resource_type_filters: Vec<String>,
    /// Keys, each with the values that are meant; none are all.
    #[serde(default)]
    pub tag_filters: Vec<TagFilter>,
}

/// A tag that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TagFilter {
    /// Its key.
    pub key: String,
    /// Its value is one of these; none are all.
    #[serde(default)]
    pub values: Vec<String>,
}

/// The type that stands for all.
pub const ALL_TYPES: &str = "AWS::AllSupported";

impl ResourceQuery {
    /// Whether it means a resource of this type with these tags.
    pub fn finds(&self, type_name: &str, tags: &Tags) -> bool {
        let is_type = |filter: &String| filter == type_name || filter == ALL_TYPES;
        let has = |filter: &TagFilter| {
            let value = tags.get(&filter.key);
            value.is_some_and(|value| filter.values.is_empty() || filter.values.contains(value))
        };
        let types = &self.resource_type_filters;
        (types.is_empty() || types.iter().any(is_type)) && self.tag_filters.iter().all(has)
    }
}

impl Group {
    /// The key of the group of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `arn:aws:resource-groups:R:A:group/NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "resource-groups", &format!("group/{}", self.name))
    }
}

impl Record for Group {
    const KIND: &'static str = "resource-groups.group";

    fn key(&self) -> Key {
        Group::key_of(&self.scope, &self.name)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_of_one_of_the_types_and_has_all_the_tags() {
        let tags: Tags = [("Stage", "prod"), ("team", "a")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let found = |text: &str| {
            let query: ResourceQuery = serde_json::from_str(text).unwrap();
            query.finds("AWS::ECS::Cluster", &tags)
        };
        for (text, is_found) in [
            ("{}", true),
            (r#"{"ResourceTypeFilters":["AWS::AllSupported"],"TagFilters":[{"Key":"Stage"}]}"#, true),
            (r#"{"ResourceTypeFilters":["AWS::EC2::VPC","AWS::ECS::Cluster"]}"#, true),
            (r#"{"ResourceTypeFilters":["AWS::EC2::VPC"]}"#, false),
            (r#"{"TagFilters":[{"Key":"Stage","Values":["test","prod"]},{"Key":"team","Values":[]}]}"#, true),
            (r#"{"TagFilters":[{"Key":"Stage","Values":["prod"]},{"Key":"none"}]}"#, false),
        ] {
            assert_eq!(found(text), is_found, "{text}");
        }
    }
}
