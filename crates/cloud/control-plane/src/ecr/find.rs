//! Finding repositories for operations, and the catalog's refusals as ECR's exceptions. In: a world and names. Out: records or errors.
//! Never here: changes.

use std::sync::Arc;

use ledger::World;
use model::Arn;
use model::ecr::Repository;
use shapes::Error;
use shapes::ecr::errors;

use super::catalog::{self, CatalogError};
use crate::Caller;

/// The repository of the caller's own registry, or `RepositoryNotFoundException`.
pub(crate) fn repository(
    world: &World,
    caller: &Caller,
    registry: Option<&str>,
    name: &str,
) -> Result<Arc<Repository>, Error> {
    own_registry(caller, registry, name)?;
    catalog::repository(world, &caller.scope, name).map_err(refusal)
}

/// Another account's registry is closed, as it is on AWS without a policy: its repositories look absent.
pub(crate) fn own_registry(caller: &Caller, registry: Option<&str>, name: &str) -> Result<(), Error> {
    match registry.filter(|registry| !registry.is_empty() && *registry != caller.scope.account.as_str()) {
        None => Ok(()),
        Some(other) => {
            let (name, registry) = (name.to_owned(), other.to_owned());
            Err(refusal(CatalogError::NameUnknown { name, registry }))
        }
    }
}

/// The repository an ARN names.
pub(crate) fn by_arn(world: &World, caller: &Caller, arn: &str) -> Result<Arc<Repository>, Error> {
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "ecr");
    let name = parsed.as_ref().and_then(|parsed| parsed.resource.strip_prefix("repository/"));
    let (Some(parsed), Some(name)) = (&parsed, name) else {
        let text =
            format!("Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN {arn}'");
        return Err(errors::invalid_parameter_exception(text));
    };
    if !parsed.is_in(&caller.scope) {
        let (name, registry) = (name.to_owned(), parsed.account.to_owned());
        return Err(refusal(CatalogError::NameUnknown { name, registry }));
    }
    catalog::repository(world, &caller.scope, name).map_err(refusal)
}

/// The exception of a refusal.
pub(crate) fn refusal(error: CatalogError) -> Error {
    let text = error.to_string();
    match error {
        CatalogError::NameUnknown { .. } => errors::repository_not_found_exception(text),
        CatalogError::TagImmutable { .. } => errors::image_tag_already_exists_exception(text),
        CatalogError::TagMalformed(_) | CatalogError::ManifestInvalid(_) => {
            errors::invalid_parameter_exception(text)
        }
    }
}

/// What AWS has and this product has not.
pub(crate) fn not_here(what: &str) -> Error {
    errors::invalid_parameter_exception(format!("{what} is not in this product yet; see SCOPE.md"))
}
