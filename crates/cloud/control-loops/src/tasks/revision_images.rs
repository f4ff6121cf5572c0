//! One deployment, one image: the first task of a deployment says which digest a tag stands for, and its later tasks run that, wherever the
//! tag has gone since.
//!
//! In: a task of a service. Out: the reference to resolve, the digests written into its revision. Never here: resolving.

use ledger::{Txn, World};
use model::Key;
use model::ecs::{ContainerDefinition, ServiceRevision, Task};

/// The reference a container's image is looked up by: with the digest its deployment found before, if it did.
pub(super) fn reference(world: &World, task: &Task, container: &ContainerDefinition) -> String {
    let revision = key(task).filter(|_| !container.follows_tag);
    let revision = revision.and_then(|key| world.get::<ServiceRevision>(&key));
    match revision.and_then(|revision| revision.digest_of(&container.name, &container.image)) {
        Some(digest) => pinned(&container.image, digest),
        None => container.image.clone(),
    }
}

/// Writes down what the images of a task stood for; `digests` in the order of its containers.
pub(super) fn remember(txn: &mut Txn, task: &Task, digests: &[Option<String>]) {
    let Some(revision) = key(task).and_then(|key| txn.get::<ServiceRevision>(&key)).cloned() else { return };
    let mut resolved = (*revision).clone();
    for (container, digest) in task.containers.iter().zip(digests) {
        if let Some(digest) = digest {
            resolved.resolve(&container.name, &container.image, digest);
        }
    }
    if resolved != *revision {
        txn.put(resolved);
    }
}

fn key(task: &Task) -> Option<Key> {
    let (service, number) = (task.service()?, task.deployment?);
    Some(ServiceRevision::key_of(&task.scope, &task.cluster, service, number))
}

/// `host:5000/web:1` with a digest; one that is there stays.
fn pinned(image: &str, digest: &str) -> String {
    let (name, own) = image.split_once('@').map_or((image, None), |(name, own)| (name, Some(own)));
    format!("{name}@{}", own.unwrap_or(digest))
}

#[cfg(test)]
mod tests {
    use super::pinned;

    #[test]
    fn a_digest_joins_the_name_and_an_own_one_stays() {
        assert_eq!(pinned("localhost:4566/web:1", "sha256:aa"), "localhost:4566/web:1@sha256:aa");
        assert_eq!(pinned("web@sha256:bb", "sha256:aa"), "web@sha256:bb");
    }
}
