//! Volumes of task definitions, mount points and `volumesFrom`: from and to the wire.
//!
//! In: what the user gave. Out: volumes whose files this product can provide, or a refusal. Never here: directories.

use std::collections::BTreeSet;

use model::ecs::{
    ContainerDefinition, DockerVolume, MountPoint, Volume, VolumeScope, VolumeSource, VolumesFrom,
};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::refuse;

/// File systems of the kernel: a container that had them would hold the whole machine.
const KERNEL: [&str; 3] = ["/dev", "/proc", "/sys"];
/// Longest name of a volume (ECS API, `Volume`).
const LONGEST_NAME: usize = 255;

/// The volumes of a definition.
pub(crate) fn read(given: Option<Vec<wire::Volume>>) -> Result<Vec<Volume>, Error> {
    let volumes: Vec<Volume> = given.unwrap_or_default().into_iter().map(one).collect::<Result<_, _>>()?;
    let mut names = BTreeSet::new();
    match volumes.iter().find(|volume| !names.insert(volume.name.as_str())) {
        Some(twice) => Err(invalid(&format!("Volume name '{}' is used more than once.", twice.name))),
        None => Ok(volumes),
    }
}

fn one(given: wire::Volume) -> Result<Volume, Error> {
    let name = given.name.unwrap_or_default();
    check_name(&name)?;
    let path = given.host.and_then(|host| host.source_path).filter(|path| !path.is_empty());
    let source = match (path, given.docker_volume_configuration) {
        (Some(_), Some(_)) => {
            let why = format!(
                "Volume '{name}' must not have both 'host.sourcePath' and 'dockerVolumeConfiguration'."
            );
            return Err(invalid(&why));
        }
        (Some(path), None) => VolumeSource::Host(host_path(path)?),
        (None, Some(docker)) => VolumeSource::Docker(docker_volume(&name, docker)?),
        (None, None) => VolumeSource::Empty,
    };
    Ok(Volume { name, source })
}

fn check_name(name: &str) -> Result<(), Error> {
    let good = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if name.is_empty() {
        return Err(invalid("Volume.name should not be null or empty."));
    }
    if name.len() > LONGEST_NAME || !name.chars().all(good) {
        return Err(invalid("Volume.name contains invalid characters."));
    }
    Ok(())
}

/// An absolute path without `..`, outside the kernel's own file systems.
fn host_path(path: String) -> Result<String, Error> {
    if !path.starts_with('/') || path.split('/').any(|part| part == "..") {
        return Err(invalid(&format!(
            "Invalid 'host.sourcePath': '{path}' is not an absolute path without '..'."
        )));
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let path = format!("/{}", parts.join("/"));
    let below = |top: &&&str| path == **top || path.starts_with(&format!("{top}/"));
    match KERNEL.iter().find(below) {
        Some(kernel) => Err(refuse::not_in_product(&format!("host.sourcePath in {kernel}"))),
        None => Ok(path),
    }
}

fn docker_volume(name: &str, given: wire::DockerVolumeConfiguration) -> Result<DockerVolume, Error> {
    let driver = given.driver.filter(|driver| !driver.is_empty());
    if let Some(other) = driver.as_deref().filter(|driver| *driver != "local") {
        return Err(refuse::not_in_product(&format!("volume driver {other}")));
    }
    let scope = match given.scope.as_deref().filter(|scope| !scope.is_empty()) {
        None => VolumeScope::Task,
        Some(word) => {
            word.parse().map_err(|()| invalid(&format!("Invalid scope for volume '{name}': {word}.")))?
        }
    };
    if scope == VolumeScope::Task && given.autoprovision.is_some() {
        let why = format!(
            "Volume '{name}' has scope task: 'autoprovision' may only be specified for scope shared."
        );
        return Err(invalid(&why));
    }
    let labels = given.labels.unwrap_or_default();
    Ok(DockerVolume { scope, autoprovision: given.autoprovision, driver, labels })
}

/// The mount points of a container.
pub(crate) fn mount_points(
    container: &str,
    given: Option<Vec<wire::MountPoint>>,
) -> Result<Vec<MountPoint>, Error> {
    let one = |given: wire::MountPoint| {
        let container_path = container_path(container, given.container_path)?;
        Ok(MountPoint {
            volume: given.source_volume.unwrap_or_default(),
            container_path,
            read_only: given.read_only,
        })
    };
    let points: Vec<MountPoint> =
        given.unwrap_or_default().into_iter().map(one).collect::<Result<_, Error>>()?;
    let mut paths = BTreeSet::new();
    match points.iter().find(|point| !paths.insert(point.container_path.as_str())) {
        Some(twice) => {
            let why = format!("Container path '{}' is mounted more than once.", twice.container_path);
            Err(of_container(container, &why))
        }
        None => Ok(points),
    }
}

/// An absolute path in a container, other than its root.
pub(crate) fn container_path(container: &str, given: Option<String>) -> Result<String, Error> {
    let path = given.unwrap_or_default();
    let parts = || path.split('/').filter(|part| !part.is_empty() && *part != ".");
    if !path.starts_with('/') || parts().any(|part| part == "..") {
        return Err(of_container(container, &format!("Container path '{path}' is not an absolute path.")));
    }
    if parts().next().is_none() {
        return Err(of_container(container, "Container path must not be '/'."));
    }
    Ok(path)
}

/// The containers whose mounts a container takes over.
pub(crate) fn volumes_from(given: Option<Vec<wire::VolumeFrom>>) -> Vec<VolumesFrom> {
    let one = |given: wire::VolumeFrom| VolumesFrom {
        container: given.source_container.unwrap_or_default(),
        read_only: given.read_only,
    };
    given.unwrap_or_default().into_iter().map(one).collect()
}

/// Refuses mount points of volumes, and mounts of containers, that the definition does not have.
pub(crate) fn check(containers: &[ContainerDefinition], volumes: &[Volume]) -> Result<(), Error> {
    for container in containers {
        for point in &container.mount_points {
            if !volumes.iter().any(|volume| volume.name == point.volume) {
                return Err(invalid(&format!("Unknown volume '{}'.", point.volume)));
            }
        }
        for from in &container.volumes_from {
            let other = containers.iter().find(|other| other.name == from.container);
            if other.is_none_or(|other| other.name == container.name) {
                let why = format!("Unknown source container '{}' in 'volumesFrom'.", from.container);
                return Err(of_container(&container.name, &why));
            }
        }
    }
    Ok(())
}

fn invalid(why: &str) -> Error {
    errors::client_exception(why.to_owned())
}

fn of_container(name: &str, why: &str) -> Error {
    errors::client_exception(format!("Invalid setting for container '{name}'. {why}"))
}

/// A volume as DescribeTaskDefinition shows it; one without settings is an empty directory of the host.
pub(crate) fn write(volume: &Volume) -> wire::Volume {
    let host = |source_path| Some(wire::HostVolumeProperties { source_path });
    let shown = wire::Volume { name: Some(volume.name.clone()), ..Default::default() };
    match &volume.source {
        VolumeSource::Empty => wire::Volume { host: host(None), ..shown },
        VolumeSource::Host(path) => wire::Volume { host: host(Some(path.clone())), ..shown },
        VolumeSource::Docker(docker) => {
            let docker = wire::DockerVolumeConfiguration {
                scope: Some(docker.scope.to_string()),
                autoprovision: docker.autoprovision,
                driver: docker.driver.clone(),
                labels: (!docker.labels.is_empty()).then(|| docker.labels.clone()),
            };
            wire::Volume { docker_volume_configuration: Some(docker), ..shown }
        }
    }
}

/// Mount points as DescribeTaskDefinition shows them.
pub(crate) fn write_mount_points(points: &[MountPoint]) -> Vec<wire::MountPoint> {
    let one = |point: &MountPoint| wire::MountPoint {
        source_volume: Some(point.volume.clone()),
        container_path: Some(point.container_path.clone()),
        read_only: point.read_only,
    };
    points.iter().map(one).collect()
}

/// `volumesFrom` as DescribeTaskDefinition shows it.
pub(crate) fn write_volumes_from(all: &[VolumesFrom]) -> Vec<wire::VolumeFrom> {
    let one = |from: &VolumesFrom| wire::VolumeFrom {
        source_container: Some(from.container.clone()),
        read_only: from.read_only,
    };
    all.iter().map(one).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn volume(name: &str) -> wire::Volume {
        wire::Volume { name: Some(name.into()), ..Default::default() }
    }

    fn on_host(path: &str) -> wire::Volume {
        let host = Some(wire::HostVolumeProperties { source_path: Some(path.into()) });
        wire::Volume { host, ..volume("v") }
    }

    fn docker(docker: wire::DockerVolumeConfiguration) -> wire::Volume {
        wire::Volume { docker_volume_configuration: Some(docker), ..volume("v") }
    }

    #[test]
    fn volumes_are_shown_as_they_were_given() {
        let shared = wire::DockerVolumeConfiguration {
            scope: Some("shared".into()),
            autoprovision: Some(true),
            driver: Some("local".into()),
            ..Default::default()
        };
        for given in [on_host("/srv/data"), docker(shared)] {
            assert_eq!(write(&read(Some(vec![given.clone()])).unwrap()[0]), given);
        }
        let shown = write(&read(Some(vec![volume("scratch")])).unwrap()[0]);
        assert_eq!(shown.host, Some(wire::HostVolumeProperties { source_path: None }));
    }

    #[test]
    fn what_cannot_be_provided_is_refused_by_name() {
        let of = |driver: &str| wire::DockerVolumeConfiguration {
            driver: Some(driver.into()),
            ..Default::default()
        };
        let auto = wire::DockerVolumeConfiguration { autoprovision: Some(true), ..Default::default() };
        let cases = [
            (docker(of("rexray/ebs")), "volume driver rexray/ebs"),
            (docker(auto), "only be specified for scope shared"),
            (on_host("data"), "'data' is not an absolute path without '..'"),
            (on_host("/a/../proc"), "is not an absolute path"),
            (on_host("//proc/./1"), "host.sourcePath in /proc"),
            (volume("a b"), "Volume.name contains invalid characters."),
        ];
        for (given, words) in cases {
            let error = read(Some(vec![given])).unwrap_err();
            assert!(error.message.contains(words), "{}", error.message);
        }
        assert!(read(Some(vec![volume("a"), volume("a")])).is_err());
    }

    #[test]
    fn mounts_name_what_is_there() {
        let mounting = |volume: &str| ContainerDefinition {
            name: "web".into(),
            mount_points: vec![MountPoint {
                volume: volume.into(),
                container_path: "/data".into(),
                read_only: None,
            }],
            ..Default::default()
        };
        let volumes = read(Some(vec![volume("data")])).unwrap();
        check(&[mounting("data")], &volumes).unwrap();
        let error = check(&[mounting("date")], &volumes).unwrap_err();
        assert_eq!((&*error.code, &*error.message), ("ClientException", "Unknown volume 'date'."));
        let from = ContainerDefinition {
            volumes_from: vec![VolumesFrom { container: "other".into(), read_only: None }],
            ..mounting("data")
        };
        assert!(check(&[from], &volumes).unwrap_err().message.contains("Unknown source container 'other'"));
        for path in ["data", "/", "/a/../b"] {
            assert!(container_path("web", Some(path.into())).is_err(), "{path}");
        }
    }
}
