//! From the name of an image, as docker writes it, to the image. In: a world, a reference, the hosts this registry is reached by. Out: the
//! image or why there is none. Never here: pulling from elsewhere.
//!
//! Names without an account (`localhost:4566/web`) are of account 000000000000; others carry it (`localhost:4566/111111111111/web`).
//! Neither carries a Region: the task's own is preferred, else the repository created last. AWS-shaped hosts
//! (`111111111111.dkr.ecr.us-west-2.amazonaws.com/web`) say both.

use std::fmt;
use std::sync::Arc;

use ledger::World;
use model::ecr::{Image, Repository};
use model::ids::{AccountId, Region};
use model::{Key, Record, Scope};

use super::catalog::{self, Reference};
use super::manifest::is_digest;

/// The account of names that carry none.
pub(crate) const DEFAULT_ACCOUNT: &str = "000000000000";

/// Why a reference leads to no image; `Display` is a task's stopped reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoImage {
    /// It names another registry, such as Docker Hub.
    Elsewhere(String),
    /// It names this registry, but no repository of it.
    NoRepository(String),
    /// The repository has no such tag or digest.
    NotFound(String),
}

impl fmt::Display for NoImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = "CannotPullContainerError";
        match self {
            NoImage::Elsewhere(image) => {
                write!(
                    f,
                    "{name}: {image} is of another registry; push it to a repository of this one and name that"
                )
            }
            NoImage::NoRepository(image) => {
                write!(f, "{name}: pull access denied for {image}, repository does not exist")
            }
            NoImage::NotFound(image) => write!(f, "{name}: failed to resolve ref {image}: not found"),
        }
    }
}

impl std::error::Error for NoImage {}

/// The repository that `path` names on `host`: the account's Region is the host's if it says so.
/// `None` when there is none; `host` must be one this registry is reached by, or AWS-shaped.
pub fn resolve(world: &World, host: &str, path: &str) -> Option<(Scope, String)> {
    resolve_near(world, None, host, path)
}

/// The same; among namesakes the one in `near`'s Region first.
fn resolve_near(world: &World, near: Option<&Scope>, host: &str, path: &str) -> Option<(Scope, String)> {
    if let Some(scope) = aws_shaped(host) {
        return catalog::repository_exists(world, &scope, path).then(|| (scope, path.to_owned()));
    }
    let with_account = path.split_once('/').and_then(|(first, rest)| {
        let account = AccountId::new(first).ok()?;
        newest(world, near, &account, rest)
    });
    let default = || newest(world, near, &AccountId::new(DEFAULT_ACCOUNT).ok()?, path);
    let repository = with_account.or_else(default)?;
    Some((repository.scope.clone(), repository.name.clone()))
}

/// The account's repository of this name: near, else created last.
fn newest(world: &World, near: Option<&Scope>, account: &AccountId, name: &str) -> Option<Arc<Repository>> {
    let all = world.all::<Repository>();
    let namesakes = all.filter(|one| one.name == name && one.scope.account == *account);
    let is_near = |one: &Repository| near.is_some_and(|near| near.region == one.scope.region);
    namesakes.max_by_key(|one| (is_near(one), one.created_at)).cloned()
}

/// The scope of `ACCOUNT.dkr.ecr.REGION.ANYTHING`.
pub(crate) fn aws_shaped(host: &str) -> Option<Scope> {
    let mut parts = host.splitn(5, '.');
    let (account, dkr, ecr, region) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let shaped = dkr == "dkr" && (ecr == "ecr" || ecr == "ecr-fips") && parts.next().is_some();
    let scope = Scope { account: AccountId::new(account).ok()?, region: Region::new(region).ok()? };
    shaped.then_some(scope)
}

/// The image of a reference in a task definition; `own_hosts` are the `host:port` this registry is reached by.
pub fn find_image(
    world: &World,
    task: &Scope,
    reference: &str,
    own_hosts: &[&str],
) -> Result<Arc<Image>, NoImage> {
    let parts = Parts::of(reference);
    let host = parts.host.filter(|host| own_hosts.contains(host) || aws_shaped(host).is_some());
    let host = host.ok_or_else(|| NoImage::Elsewhere(reference.to_owned()))?;
    let found = resolve_near(world, Some(task), host, parts.path);
    let (scope, name) = found.ok_or_else(|| NoImage::NoRepository(reference.to_owned()))?;
    let image = match parts.digest {
        Some(digest) if is_digest(digest) => world.get::<Image>(&Image::key_of(&scope, &name, digest)),
        Some(_) => None,
        None => catalog::find_manifest(world, &scope, &name, Reference::Tag(parts.tag.unwrap_or("latest"))),
    };
    image.cloned().ok_or_else(|| NoImage::NotFound(reference.to_owned()))
}

/// `[host/]path[:tag][@digest]`
#[derive(Debug, PartialEq)]
struct Parts<'a> {
    host: Option<&'a str>,
    path: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// A first part is a host if it has a dot or a port, or is `localhost`.
    fn of(reference: &'a str) -> Parts<'a> {
        let (name, digest) = match reference.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (reference, None),
        };
        let is_host = |first: &&str| first.contains(['.', ':']) || *first == "localhost";
        let first = name.split_once('/').map(|(first, _)| first).filter(is_host);
        let rest = first.map_or(name, |host| &name[host.len() + 1..]);
        let (path, tag) = match rest.split_once(':') {
            Some((path, tag)) => (path, Some(tag)),
            None => (rest, None),
        };
        Parts { host: first, path, tag, digest }
    }
}

/// The name docker pushes a repository's images to, without the tag.
pub(crate) fn repository_uri(endpoint_url: &str, key: &Key) -> String {
    let authority = endpoint_url.split_once("://").map_or(endpoint_url, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    match key.scope.account.as_str() {
        DEFAULT_ACCOUNT => format!("{authority}/{}", key.id),
        account => format!("{authority}/{account}/{}", key.id),
    }
}

/// The same for a record.
pub(crate) fn uri_of(endpoint_url: &str, repository: &Repository) -> String {
    repository_uri(endpoint_url, &repository.key())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, manifest_text};
    use model::ecr::Mutability;

    const HOSTS: [&str; 2] = ["localhost:4566", "127.0.0.1:4566"];

    fn find(desk: &Desk, reference: &str) -> Result<String, NoImage> {
        find_image(&desk.world(), desk.scope(), reference, &HOSTS).map(|image| image.digest.clone())
    }

    #[test]
    fn every_name_of_an_image_leads_to_it() {
        let mut desk = Desk::with("team/web", Mutability::Mutable);
        let digest = desk.push("team/web", &manifest_text("1"), "latest").unwrap().digest;
        for reference in [
            "localhost:4566/team/web".to_owned(),
            "127.0.0.1:4566/team/web:latest".to_owned(),
            "localhost:4566/000000000000/team/web:latest".to_owned(),
            "000000000000.dkr.ecr.us-west-2.amazonaws.com/team/web:latest".to_owned(),
            format!("localhost:4566/team/web@{digest}"),
            format!("localhost:4566/team/web:ignored@{digest}"),
        ] {
            assert_eq!(find(&desk, &reference).as_ref(), Ok(&digest), "{reference}");
        }
    }

    #[test]
    fn each_miss_says_why() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "v1").unwrap();
        for (reference, why) in [
            ("nginx", NoImage::Elsewhere as fn(String) -> NoImage),
            ("docker.io/library/nginx:latest", NoImage::Elsewhere),
            ("localhost:4566/none", NoImage::NoRepository),
            ("000000000000.dkr.ecr.us-east-1.amazonaws.com/web:v1", NoImage::NoRepository),
            ("localhost:4566/web", NoImage::NotFound),
            ("localhost:4566/web@sha256:1", NoImage::NotFound),
        ] {
            assert_eq!(find(&desk, reference), Err(why(reference.to_owned())), "{reference}");
        }
    }

    #[test]
    fn among_namesakes_the_near_one_and_then_the_newest() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let east = Scope::new(DEFAULT_ACCOUNT, "us-east-1").unwrap();
        desk.create_in(&east, "web", 1);
        let world = desk.world();
        assert_eq!(resolve(&world, "localhost:4566", "web").unwrap().0, east);
        let near = resolve_near(&world, Some(desk.scope()), "localhost:4566", "web").unwrap();
        assert_eq!(near.0, *desk.scope());
    }

    #[test]
    fn the_uri_of_another_account_carries_it_and_comes_back() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let guest = Scope::new("111111111111", "us-west-2").unwrap();
        desk.create_in(&guest, "web", 1);
        let uri = repository_uri("http://localhost:4566/", &Key::new(&guest, "web"));
        assert_eq!(uri, "localhost:4566/111111111111/web");
        let (host, path) = uri.split_once('/').unwrap();
        assert_eq!(resolve(&desk.world(), host, path), Some((guest, "web".to_owned())));
    }
}
