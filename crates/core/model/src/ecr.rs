//! Amazon ECR: repositories and the manifests pushed to them. Layers are files of the registry, not records.
//!
//! In and out: plain records. Never here: reading manifests.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Key, Record, Scope, Tags, Time, arn::arn};

/// Whether a tag can be moved to another image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mutability {
    /// It can.
    Mutable,
    /// It cannot.
    Immutable,
}

impl Mutability {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Mutability::Mutable => "MUTABLE",
            Mutability::Immutable => "IMMUTABLE",
        }
    }
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repository {
    /// Account and Region.
    pub scope: Scope,
    /// `monolith` or `team/monolith`.
    pub name: String,
    /// Of its tags.
    pub mutability: Mutability,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
    /// Asked for and shown; nothing here scans.
    #[serde(default)]
    pub scan_on_push: bool,
}

impl Repository {
    /// The key of the repository of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `arn:aws:ecr:R:A:repository/NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ecr", &format!("repository/{}", self.name))
    }
}

impl Record for Repository {
    const KIND: &'static str = "ecr.repository";
    fn key(&self) -> Key {
        Repository::key_of(&self.scope, &self.name)
    }
}

/// A manifest in a repository, with the tags that name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Account and Region.
    pub scope: Scope,
    /// Name of the repository.
    pub repository: String,
    /// `sha256:` and 64 hexadecimal digits of the manifest's bytes.
    pub digest: String,
    /// Of the manifest.
    pub media_type: String,
    /// The manifest as pushed, byte for byte.
    pub manifest: String,
    /// Digest of the image's configuration; none for an index.
    pub config: Option<String>,
    /// Bytes of configuration and layers, compressed as pushed.
    pub size: u64,
    /// When it was last pushed.
    pub pushed_at: Time,
    /// Its tags; no two images of a repository share one.
    pub tags: BTreeSet<String>,
}

impl Image {
    /// The key of an image: those of one repository lie together.
    pub fn key_of(scope: &Scope, repository: &str, digest: &str) -> Key {
        Key::new(scope, format!("{}{digest}", Image::prefix_of(repository)))
    }

    /// The secondary id of the image of a repository that has a tag.
    pub fn tagged(repository: &str, tag: &str) -> String {
        format!("tagged/{repository}@{tag}\0")
    }

    /// What the ids of all images of a repository begin with; `@` is in no name, so no other repository's do.
    pub fn prefix_of(repository: &str) -> String {
        format!("{repository}@")
    }
}

impl Record for Image {
    const KIND: &'static str = "ecr.image";
    fn key(&self) -> Key {
        Image::key_of(&self.scope, &self.repository, &self.digest)
    }
    fn secondary_ids(&self) -> Vec<String> {
        self.tags.iter().map(|tag| Image::tagged(&self.repository, tag)).collect()
    }
}
