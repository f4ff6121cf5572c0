//! Tags of namespaces and services. In: shapes or an ARN. Out: tags, or where they are kept. Never here: answers.

use ledger::{Txn, World};
use model::cloud_map::{Namespace, Service};
use model::{Arn, Key, Record, Scope, Tags};
use shapes::Error;
use shapes::servicediscovery::{Tag, errors};

/// Tags a resource may have.
const MOST: usize = 50;

/// From a request that creates something.
pub(crate) fn read(given: Option<Vec<Tag>>) -> Result<Tags, Error> {
    let tags = given.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect();
    check(&tags)?;
    Ok(tags)
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

fn check(tags: &Tags) -> Result<(), Error> {
    if tags.len() <= MOST {
        return Ok(());
    }
    Err(errors::too_many_tags_exception(format!("A resource can have at most {MOST} tags.")))
}

/// What an ARN means.
enum Tagged {
    Namespace(Key),
    Service(Key),
}

fn find(world: &World, scope: &Scope, arn: &str) -> Result<(Tagged, Tags), Error> {
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "servicediscovery" && parsed.is_in(scope));
    let kind = parsed.as_ref().and_then(|parsed| parsed.resource.split_once('/'));
    let found = match kind {
        Some(("namespace", id)) => world
            .get::<Namespace>(&Namespace::key_of(scope, id))
            .map(|found| (Tagged::Namespace(found.key()), found.tags.clone())),
        Some(("service", id)) => world
            .get::<Service>(&Service::key_of(scope, id))
            .map(|found| (Tagged::Service(found.key()), found.tags.clone())),
        _ => None,
    };
    found.ok_or_else(|| errors::resource_not_found_exception(format!("Resource not found: {arn}")))
}

/// The tags of what an ARN means.
pub(crate) fn of(world: &World, scope: &Scope, arn: &str) -> Result<Tags, Error> {
    find(world, scope, arn).map(|(_, tags)| tags)
}

/// Changes the tags of what an ARN means.
pub(crate) fn change(
    txn: &mut Txn,
    scope: &Scope,
    arn: &str,
    change: impl FnOnce(&mut Tags),
) -> Result<(), Error> {
    let (tagged, mut tags) = find(txn.world(), scope, arn)?;
    change(&mut tags);
    check(&tags)?;
    match tagged {
        Tagged::Namespace(key) => txn.update::<Namespace, _>(&key, |namespace| namespace.tags = tags),
        Tagged::Service(key) => txn.update::<Service, _>(&key, |service| service.tags = tags),
    };
    Ok(())
}
