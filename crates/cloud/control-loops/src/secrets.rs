//! `secrets` of a container definition: values of Parameter Store, named by name or ARN.

use ledger::World;
use model::ecs::Secret;
use model::ssm::Parameter;
use model::{Arn, Scope};

/// Variable names with their values; the error names the first parameter that cannot be had.
pub(crate) fn read(
    world: &World,
    scope: &Scope,
    secrets: &[Secret],
) -> Result<Vec<(String, String)>, String> {
    let value = |secret: &Secret| {
        let found = find(world, scope, &secret.value_from);
        found.map(|value| (secret.name.clone(), value)).ok_or_else(|| missing(&secret.value_from))
    };
    secrets.iter().map(value).collect()
}

/// The sentence of the ECS agent ("unable to pull secrets or registry auth").
fn missing(name: &str) -> String {
    format!(
        "unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: \
         service call has been retried 1 time(s): invalid parameters: {name}"
    )
}

fn find(world: &World, scope: &Scope, value_from: &str) -> Option<String> {
    let get = |scope: &Scope, name: &str| world.get::<Parameter>(&Parameter::key_of(scope, name));
    let Some(arn) = Arn::parse(value_from) else {
        return get(scope, value_from).map(|parameter| parameter.value.clone());
    };
    let scope = Scope::new(arn.account, arn.region).ok()?;
    let name = arn.resource.strip_prefix("parameter/").filter(|_| arn.service == "ssm")?;
    // `/a/b` and `a` both follow `parameter/`; a hierarchical name has lost its leading slash.
    let found = get(&scope, &format!("/{name}")).or_else(|| get(&scope, name));
    found.map(|parameter| parameter.value.clone())
}
