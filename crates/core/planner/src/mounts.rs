//! What a container mounts: its own mount points and those of the containers named in `volumesFrom`, and of theirs in turn.
//!
//! In: a definition. Out: volumes with paths, each path once; the container's own word wins, then the first container named.
//! Never here: where the files of a volume are.

use std::collections::BTreeSet;

use model::ecs::{ContainerDefinition, TaskDefinition};

/// A volume of the definition at a path of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mounted {
    /// Name of the volume.
    pub volume: String,
    /// Absolute path in the container.
    pub path: String,
    /// Whether the container may only read there.
    pub read_only: bool,
}

/// All mounts of the container of this name, shorter paths before those below them.
pub fn of(definition: &TaskDefinition, container: &ContainerDefinition) -> Vec<Mounted> {
    let mut all = Vec::new();
    gather(definition, container, false, &mut BTreeSet::new(), &mut all);
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all
}

fn gather<'d>(
    definition: &'d TaskDefinition,
    container: &'d ContainerDefinition,
    read_only: bool,
    seen: &mut BTreeSet<&'d str>,
    all: &mut Vec<Mounted>,
) {
    if !seen.insert(&container.name) {
        return;
    }
    for point in &container.mount_points {
        let path = point.container_path.trim_end_matches('/');
        let path = if path.is_empty() { "/" } else { path };
        if !all.iter().any(|mounted| mounted.path == path) {
            let read_only = read_only || point.read_only == Some(true);
            all.push(Mounted { volume: point.volume.clone(), path: path.to_owned(), read_only });
        }
    }
    for from in &container.volumes_from {
        if let Some(other) = definition.container(&from.container) {
            gather(definition, other, read_only || from.read_only == Some(true), seen, all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::start_order::example;
    use model::ecs::{MountPoint, VolumesFrom};

    fn container(name: &str, points: &[(&str, &str)], from: &[(&str, bool)]) -> ContainerDefinition {
        let point = |(volume, path): &(&str, &str)| MountPoint {
            volume: (*volume).to_owned(),
            container_path: (*path).to_owned(),
            read_only: None,
        };
        let other = |(name, read_only): &(&str, bool)| VolumesFrom {
            container: (*name).to_owned(),
            read_only: Some(*read_only),
        };
        ContainerDefinition {
            name: name.to_owned(),
            mount_points: points.iter().map(point).collect(),
            volumes_from: from.iter().map(other).collect(),
            ..Default::default()
        }
    }

    #[test]
    fn mounts_of_others_are_taken_over_and_ones_own_win() {
        let all = vec![
            container("app", &[("own", "/data/")], &[("helper", true), ("app", false)]),
            container("helper", &[("theirs", "/data"), ("logs", "/var/log")], &[("third", false)]),
            container("third", &[("deep", "/data/deep")], &[("app", false)]),
        ];
        let definition = example(all);
        let seen = of(&definition, &definition.containers[0]);
        let seen: Vec<_> = seen.iter().map(|it| (&*it.volume, &*it.path, it.read_only)).collect();
        let expected = [("own", "/data", false), ("deep", "/data/deep", true), ("logs", "/var/log", true)];
        assert_eq!(seen, expected);
    }
}
