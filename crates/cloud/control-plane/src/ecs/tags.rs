//! Tags of ECS's resources. In: shapes, ARNs. Out: tags, or the resource that has them.

use kernel::resources::{self, Found};
use kernel::tags::{self, TagRules};
use ledger::World;
use model::{Arn, Scope, Tags};
use shapes::Error;
use shapes::ecs::{Tag, errors};

/// What ECS says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |_| {
        errors::invalid_parameter_exception("Tag keys that begin with aws: are reserved for use by AWS.")
    },
    too_many: |_| errors::invalid_parameter_exception("A resource can have at most 50 tags."),
    twice: None,
};

/// From a request that makes something.
pub(crate) fn read(given: Option<Vec<Tag>>) -> Result<Tags, Error> {
    RULES.read(given, "")
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags::shown(tags)
}

/// The resource of an ARN, as long as it is in use.
pub(crate) fn find(world: &World, scope: &Scope, text: &str) -> Result<Found, Error> {
    let invalid = || errors::invalid_parameter_exception("Invalid resource ARN.");
    let arn = Arn::parse(text).filter(|arn| arn.service == "ecs").ok_or_else(invalid)?;
    let (kind, id) = arn.resource.split_once('/').ok_or_else(invalid)?;
    match (kind, id.matches('/').count()) {
        ("service" | "task" | "container-instance", 0) => {
            let text = "Long arn format must be used for tagging operations";
            return Err(errors::invalid_parameter_exception(text));
        }
        ("service" | "task" | "container-instance", 1) => {}
        ("cluster" | "capacity-provider" | "task-definition", 0) => {}
        _ => return Err(invalid()),
    }
    resources::find(world, scope, text).ok_or_else(|| not_found(kind))
}

/// ListTagsForResource knows no ResourceNotFoundException, so all three say it in this way.
fn not_found(kind: &str) -> Error {
    match kind {
        "cluster" => errors::cluster_not_found_exception("Cluster not found."),
        _ => errors::invalid_parameter_exception(format!(
            "The specified {kind} is inactive or does not exist. Specify an active {kind} and try again."
        )),
    }
}
