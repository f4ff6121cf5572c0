//! Tags of parameters, and finding what they are tags of. In: a request's. Out: the record's, and back. Never here: transactions.

use std::sync::Arc;

use kernel::tags::{self, TagRules};
use ledger::World;
use model::Scope;
use model::ssm::Parameter;
use shapes::Error;
use shapes::ssm::errors;

/// What Parameter Store says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| Error::validation(format!("Tag key {key} begins with aws:, which is reserved")),
    too_many: |_| errors::too_many_tags_error(format!("A resource can have at most {} tags.", tags::MOST)),
    twice: None,
};

/// The parameter that is meant; other kinds of resources are not in this product.
pub(crate) fn resource(world: &World, scope: &Scope, kind: &str, id: &str) -> Result<Arc<Parameter>, Error> {
    if kind != "Parameter" {
        let text = format!("Resource type {kind} is not in this product; see SCOPE.md");
        return Err(errors::invalid_resource_type(text));
    }
    let found = world.get::<Parameter>(&Parameter::key_of(scope, id)).cloned();
    found.ok_or_else(|| errors::invalid_resource_id(format!("Parameter {id} not found.")))
}
