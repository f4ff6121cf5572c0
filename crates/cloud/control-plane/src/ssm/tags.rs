//! Tags of parameters, and finding what they are tags of. In: a request's. Out: the record's, and back. Never here: transactions.

use std::sync::Arc;

use ledger::World;
use model::ssm::Parameter;
use model::{Scope, Tags};
use shapes::Error;
use shapes::ssm::{Tag, errors};

const MOST: usize = 50;

/// From a request.
pub(crate) fn read(given: Vec<Tag>) -> Result<Tags, Error> {
    let tags: Tags = given.into_iter().map(|tag| (tag.key, tag.value)).collect();
    check_count(&tags)?;
    Ok(tags)
}

/// At most 50.
pub(crate) fn check_count(tags: &Tags) -> Result<(), Error> {
    match tags.len() <= MOST {
        true => Ok(()),
        false => Err(errors::too_many_tags_error(format!("A resource can have at most {MOST} tags."))),
    }
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

/// The parameter that is meant; other kinds of resources are not in this product.
pub(crate) fn resource(world: &World, scope: &Scope, kind: &str, id: &str) -> Result<Arc<Parameter>, Error> {
    if kind != "Parameter" {
        let text = format!("Resource type {kind} is not in this product; see SCOPE.md");
        return Err(errors::invalid_resource_type(text));
    }
    let found = world.get::<Parameter>(&Parameter::key_of(scope, id)).cloned();
    found.ok_or_else(|| errors::invalid_resource_id(format!("Parameter {id} not found.")))
}
