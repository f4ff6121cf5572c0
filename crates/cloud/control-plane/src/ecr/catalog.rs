//! Repositories, manifests and tags, for all who ask: the API's operations, the registry's HTTP side, and whoever starts tasks.
//!
//! In: a world or a transaction. Out: records, or a [`CatalogError`] with the sentence docker prints. Never here: layers, HTTP, clocks.

use std::fmt;
use std::sync::Arc;

use ledger::{Txn, World};
use model::ecr::{Image, Mutability, Repository};
use model::{Record, Scope, Time};

use super::manifest::{self, Manifest};

pub use super::get_authorization_token::account_of_password;
pub use super::image_reference::{NoImage, find_image, resolve};

/// Bytes a manifest may have.
pub const LARGEST_MANIFEST: usize = 4 << 20;

/// How a manifest is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// By tag.
    Tag(&'a str),
    /// By `sha256:...`.
    Digest(&'a str),
}

/// Why the catalog refuses; `Display` is the sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogError {
    /// No such repository: `NAME_UNKNOWN`, `RepositoryNotFoundException`.
    NameUnknown {
        /// Of the repository.
        name: String,
        /// Account.
        registry: String,
    },
    /// The tag is taken and cannot move: `TAG_INVALID`, `ImageTagAlreadyExistsException`.
    TagImmutable {
        /// The tag.
        tag: String,
        /// Name of the repository.
        repository: String,
    },
    /// The tag is no tag: `TAG_INVALID`.
    TagMalformed(String),
    /// The manifest cannot be read or is not what its digest says: `MANIFEST_INVALID`.
    ManifestInvalid(String),
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CatalogError::NameUnknown { name, registry } => {
                write!(
                    f,
                    "The repository with name '{name}' does not exist in the registry with id '{registry}'"
                )
            }
            CatalogError::TagImmutable { tag, repository } => write!(
                f,
                "The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten because \
                 the repository is immutable."
            ),
            CatalogError::TagMalformed(tag) => write!(f, "The image tag '{tag}' is not a tag"),
            CatalogError::ManifestInvalid(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for CatalogError {}

/// A manifest on its way in.
#[derive(Clone, Copy, Debug)]
pub struct NewManifest<'a> {
    /// Byte for byte.
    pub text: &'a str,
    /// What its sender calls it; its own `mediaType` wins.
    pub media_type: Option<&'a str>,
    /// Its name; a digest must be its own.
    pub reference: Option<Reference<'a>>,
}

/// The repository, or [`CatalogError::NameUnknown`].
pub fn repository(world: &World, scope: &Scope, name: &str) -> Result<Arc<Repository>, CatalogError> {
    let found = world.get::<Repository>(&Repository::key_of(scope, name)).cloned();
    found.ok_or_else(|| CatalogError::NameUnknown {
        name: name.to_owned(),
        registry: scope.account.to_string(),
    })
}

/// Whether the repository exists.
pub fn repository_exists(world: &World, scope: &Scope, name: &str) -> bool {
    world.contains::<Repository>(&Repository::key_of(scope, name))
}

/// All images of a repository, by digest.
pub fn images<'w>(
    world: &'w World,
    scope: &Scope,
    repository: &str,
) -> impl Iterator<Item = &'w Arc<Image>> + use<'w> {
    images_from(world, scope, repository, None)
}

/// Those of them after a digest.
pub(crate) fn images_from<'w>(
    world: &'w World,
    scope: &Scope,
    repository: &str,
    after: Option<&str>,
) -> impl Iterator<Item = &'w Arc<Image>> + use<'w> {
    let prefix = Image::prefix_of(repository);
    let after = after.map(|digest| format!("{prefix}{digest}"));
    world.scan_from::<Image>(scope, &prefix, after.as_deref())
}

/// The image a tag or digest names.
pub fn find_manifest<'w>(
    world: &'w World,
    scope: &Scope,
    repository: &str,
    reference: Reference<'_>,
) -> Option<&'w Arc<Image>> {
    match reference {
        Reference::Digest(digest) => world.get::<Image>(&Image::key_of(scope, repository, digest)),
        Reference::Tag(tag) => world
            .scan_by::<Image>(scope, &Image::tagged(repository, tag), None)
            .next()
            .map(|(_, image)| image),
    }
}

/// The tags of a repository, sorted.
pub fn tags(world: &World, scope: &Scope, repository: &str) -> Vec<String> {
    let mut tags: Vec<String> =
        images(world, scope, repository).flat_map(|image| image.tags.iter().cloned()).collect();
    tags.sort();
    tags
}

/// Stores a manifest and moves the tag, if one is given, to it. The blobs and children it names are known to exist.
pub fn put_manifest(
    txn: &mut Txn,
    now: Time,
    scope: &Scope,
    name: &str,
    new: NewManifest<'_>,
) -> Result<Image, CatalogError> {
    let repository = repository(txn.world(), scope, name)?;
    let mut image = read(txn.world(), now, &repository, new)?;
    if let Some(Reference::Tag(tag)) = new.reference {
        check_tag(tag)?;
        take_tag(txn, &repository, tag, &image.digest)?;
        image.tags.insert(tag.to_owned());
    }
    txn.put(image.clone());
    Ok(image)
}

/// The record of a manifest, with the tags it has already.
fn read(
    world: &World,
    now: Time,
    repository: &Repository,
    new: NewManifest<'_>,
) -> Result<Image, CatalogError> {
    if new.text.len() > LARGEST_MANIFEST {
        return Err(CatalogError::ManifestInvalid(format!(
            "the manifest is larger than {LARGEST_MANIFEST} bytes"
        )));
    }
    let manifest = Manifest::parse(new.text).map_err(CatalogError::ManifestInvalid)?;
    let digest = manifest::digest_of(new.text);
    if matches!(new.reference, Some(Reference::Digest(asked)) if asked != digest) {
        let text = format!("the manifest's digest is {digest}, not the one it was put by");
        return Err(CatalogError::ManifestInvalid(text));
    }
    let present = find_manifest(world, &repository.scope, &repository.name, Reference::Digest(&digest));
    Ok(Image {
        scope: repository.scope.clone(),
        repository: repository.name.clone(),
        media_type: manifest.media_type(new.media_type),
        manifest: new.text.to_owned(),
        size: size(world, repository, &manifest),
        config: manifest.config.map(|config| config.digest),
        pushed_at: now,
        tags: present.map(|image| image.tags.clone()).unwrap_or_default(),
        digest,
    })
}

/// Bytes of an image, or of the largest image of an index.
fn size(world: &World, repository: &Repository, manifest: &Manifest) -> u64 {
    let children = manifest.manifests.iter().filter_map(|child| {
        find_manifest(world, &repository.scope, &repository.name, Reference::Digest(&child.digest))
    });
    children.map(|child| child.size).max().unwrap_or_else(|| manifest.size())
}

/// 1 to 128 of letters, digits, `_`, `.` and `-`, not beginning with one of the last two.
fn check_tag(tag: &str) -> Result<(), CatalogError> {
    let good = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    match (1..=128).contains(&tag.len()) && tag.chars().all(good) && !tag.starts_with(['.', '-']) {
        true => Ok(()),
        false => Err(CatalogError::TagMalformed(tag.chars().take(128).collect())),
    }
}

/// Takes a tag from the image that has it, unless that is the same image or the repository forbids it.
fn take_tag(txn: &mut Txn, repository: &Repository, tag: &str, digest: &str) -> Result<(), CatalogError> {
    let holder = find_manifest(txn.world(), &repository.scope, &repository.name, Reference::Tag(tag));
    let Some(holder) = holder.filter(|holder| holder.digest != digest) else { return Ok(()) };
    if repository.mutability == Mutability::Immutable {
        let (tag, repository) = (tag.to_owned(), repository.name.clone());
        return Err(CatalogError::TagImmutable { tag, repository });
    }
    let key = holder.key();
    txn.update::<Image, _>(&key, |image| image.tags.remove(tag));
    Ok(())
}

/// Removes a tag, or a manifest with all its tags; false when there is none.
pub fn delete_manifest(txn: &mut Txn, scope: &Scope, repository: &str, reference: Reference<'_>) -> bool {
    let Some(key) = find_manifest(txn.world(), scope, repository, reference).map(|image| image.key()) else {
        return false;
    };
    match reference {
        Reference::Tag(tag) => txn.update::<Image, _>(&key, |image| image.tags.remove(tag)).is_some(),
        Reference::Digest(_) => txn.remove::<Image>(&key).is_some(),
    }
}

/// The image itself, or of an index the child for Linux on this architecture (`amd64`, `arm64`).
pub fn platform_image(world: &World, image: &Arc<Image>, architecture: &str) -> Option<Arc<Image>> {
    let manifest = Manifest::parse(&image.manifest).ok()?;
    if !manifest.is_index() {
        return Some(Arc::clone(image));
    }
    let fits = |os: &str, on: &str| os == "linux" && on == architecture;
    let mut children = manifest.manifests.iter();
    let child =
        children.find(|child| child.platform.as_ref().is_some_and(|p| fits(&p.os, &p.architecture)))?;
    find_manifest(world, &image.scope, &image.repository, Reference::Digest(&child.digest)).cloned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, index_text, manifest_text};

    #[test]
    fn a_tag_moves_to_the_image_pushed_last() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let first = desk.push("web", &manifest_text("1"), "latest").unwrap();
        let second = desk.push("web", &manifest_text("2"), "latest").unwrap();
        let world = desk.world();
        let find = |reference| find_manifest(&world, desk.scope(), "web", reference).unwrap();
        assert_eq!(find(Reference::Tag("latest")).digest, second.digest);
        assert!(find(Reference::Digest(&first.digest)).tags.is_empty());
        assert_eq!(tags(&world, desk.scope(), "web"), ["latest"]);
    }

    #[test]
    fn an_immutable_tag_stays_but_may_be_pushed_again() {
        let mut desk = Desk::with("web", Mutability::Immutable);
        desk.push("web", &manifest_text("1"), "v1").unwrap();
        desk.push("web", &manifest_text("1"), "v1").unwrap();
        let refused = desk.push("web", &manifest_text("2"), "v1").unwrap_err();
        let text = "The image tag 'v1' already exists in the 'web' repository and cannot be overwritten because the repository is immutable.";
        assert_eq!(refused.to_string(), text);
    }

    #[test]
    fn unknown_repositories_bad_tags_and_wrong_digests_are_refused() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let text = "The repository with name 'none' does not exist in the registry with id '000000000000'";
        assert_eq!(desk.push("none", &manifest_text("1"), "a").unwrap_err().to_string(), text);
        assert!(matches!(desk.push("web", &manifest_text("1"), "-a"), Err(CatalogError::TagMalformed(_))));
        assert!(matches!(desk.push("web", "{}", "a"), Err(CatalogError::ManifestInvalid(_))));
        let digest = format!("sha256:{}", "0".repeat(64));
        let text = manifest_text("1");
        let new = NewManifest { text: &text, media_type: None, reference: Some(Reference::Digest(&digest)) };
        assert!(matches!(desk.put("web", new), Err(CatalogError::ManifestInvalid(_))));
    }

    #[test]
    fn a_tag_goes_alone_and_a_manifest_with_its_tags() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let image = desk.push("web", &manifest_text("1"), "a").unwrap();
        desk.push("web", &manifest_text("1"), "b").unwrap();
        assert!(desk.delete("web", Reference::Tag("a")) && !desk.delete("web", Reference::Tag("a")));
        assert_eq!(tags(&desk.world(), desk.scope(), "web"), ["b"]);
        assert!(desk.delete("web", Reference::Digest(&image.digest)));
        assert_eq!(desk.world().count::<Image>(), 0);
    }

    #[test]
    fn an_index_leads_to_the_image_of_an_architecture() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let child = desk.push("web", &manifest_text("1"), "child").unwrap();
        let index = Arc::new(desk.push("web", &index_text(&child.digest, "arm64"), "latest").unwrap());
        assert_eq!(index.size, child.size);
        let world = desk.world();
        assert_eq!(
            platform_image(&world, &index, "arm64").map(|image| image.digest.clone()),
            Some(child.digest)
        );
        assert_eq!(platform_image(&world, &index, "amd64"), None);
    }
}
