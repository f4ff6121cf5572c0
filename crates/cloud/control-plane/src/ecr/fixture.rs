//! What the tests of this service share: a ledger with a repository, pushes, calls. Never here: assertions.

#![allow(clippy::unwrap_used)]

use model::ecr::{Image, Mutability, Repository};
use model::{Scope, Tags};

use super::catalog::{self, CatalogError, NewManifest, Reference};
use crate::rig::{Rig, rig_of};

/// A ledger and a caller.
pub(crate) struct Desk {
    rig: Rig,
}

rig_of!(Desk holds Rig);

/// The manifest of an image of one layer; another word gives another digest.
pub(crate) fn manifest_text(word: &str) -> String {
    let config = format!(r#"{{"mediaType":"c","digest":"sha256:c{word}","size":2}}"#);
    let layer = format!(r#"{{"mediaType":"l","digest":"sha256:l{word}","size":40}}"#);
    format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{config},"layers":[{layer}]}}"#
    )
}

/// The index of one image.
pub(crate) fn index_text(child: &str, architecture: &str) -> String {
    let platform = format!(r#"{{"os":"linux","architecture":"{architecture}"}}"#);
    format!(r#"{{"schemaVersion":2,"manifests":[{{"digest":"{child}","size":9,"platform":{platform}}}]}}"#)
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { rig: Rig::new() }
    }

    pub(crate) fn with(repository: &str, mutability: Mutability) -> Desk {
        let mut desk = Desk::new();
        desk.create(Repository {
            scope: desk.caller.scope.clone(),
            name: repository.to_owned(),
            mutability,
            created_at: desk.caller.now,
            tags: Tags::new(),
            scan_on_push: false,
        });
        desk
    }

    /// A mutable repository created so many milliseconds later than others.
    pub(crate) fn create_in(&mut self, scope: &Scope, name: &str, later: i64) {
        self.create(Repository {
            scope: scope.clone(),
            name: name.to_owned(),
            mutability: Mutability::Mutable,
            created_at: self.caller.now.plus(later),
            tags: Tags::new(),
            scan_on_push: false,
        });
    }

    fn create(&mut self, repository: Repository) {
        let (_, _) = self.ledger.write(|txn| txn.put(repository));
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.caller.scope
    }

    pub(crate) fn push(&mut self, repository: &str, text: &str, tag: &str) -> Result<Image, CatalogError> {
        self.put(repository, NewManifest { text, media_type: None, reference: Some(Reference::Tag(tag)) })
    }

    pub(crate) fn put(&mut self, repository: &str, new: NewManifest<'_>) -> Result<Image, CatalogError> {
        let (now, scope) = (self.caller.now, &self.caller.scope);
        self.ledger
            .transact(|txn| catalog::put_manifest(txn, now, scope, repository, new))
            .map(|(image, _)| image)
    }

    pub(crate) fn delete(&mut self, repository: &str, reference: Reference<'_>) -> bool {
        self.ledger.write(|txn| catalog::delete_manifest(txn, &self.caller.scope, repository, reference)).0
    }
}
