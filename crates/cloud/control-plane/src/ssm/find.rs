//! Finding what a name, a name with a version, or an ARN means. In: a world and a text. Out: a parameter and its value at that version.
//! Never here: checks of new names.

use std::sync::Arc;

use ledger::World;
use model::Scope;
use model::ssm::{Parameter, ParameterReference, ParameterVersion};
use shapes::Error;
use shapes::ssm::errors;

/// A parameter, and which of its values is meant.
pub(crate) struct Found {
    /// The parameter as it is now, or with the value of the version asked for.
    pub(crate) parameter: Arc<Parameter>,
    /// What was asked for after the name.
    pub(crate) selector: Option<String>,
}

/// The parameter meant, or `ParameterNotFound`, or `ParameterVersionNotFound`.
pub(crate) fn parameter(world: &World, scope: &Scope, text: &str) -> Result<Found, Error> {
    let reference = ParameterReference::parse(text.trim());
    let foreign = reference.scope.as_ref().is_some_and(|asked| asked != scope);
    let mut found = reference.names.iter().filter_map(|name| world.get(&Parameter::key_of(scope, name)));
    let parameter = found.next().filter(|_| !foreign).cloned().ok_or_else(|| missing(text))?;
    match reference.selector {
        None => Ok(Found { parameter, selector: None }),
        Some(selector) => at(world, &parameter, selector),
    }
}

fn at(world: &World, parameter: &Parameter, selector: String) -> Result<Found, Error> {
    let name = &parameter.name;
    let unknown = |what: &str| {
        let text =
            format!("Systems Manager could not find {what} of {name}. Verify the {what} and try again.");
        errors::parameter_version_not_found(text)
    };
    let version = selector.parse().map_err(|_| unknown(&format!("label {selector}")))?;
    let key = ParameterVersion::key_of(&parameter.scope, name, version);
    let kept = world.get::<ParameterVersion>(&key).ok_or_else(|| unknown(&format!("version {version}")))?;
    let (value, modified_at) = (kept.value.clone(), kept.modified_at);
    let parameter = Parameter { value, version, modified_at, ..parameter.clone() };
    Ok(Found { parameter: Arc::new(parameter), selector: Some(format!(":{selector}")) })
}

/// No parameter has this name.
pub(crate) fn missing(name: &str) -> Error {
    errors::parameter_not_found(format!("Parameter {name} not found."))
}
