//! The certificates that programs of a container trust: those of its image and some more, as one file in a layer of ours. In: roots in
//! PEM, the layers of an image. Out: a directory to stack on top of them, variables that name the file. Never here: what the roots sign.
//!
//! One directory serves every container of the same image; what a container changes in it is in its own upper layer.

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::image_file;
use crate::layer::Ids;

/// Where the file is in a container.
const FILE: &str = "etc/interstella/ca-bundle.pem";
/// Where images keep what they trust: Debian, Ubuntu and Alpine; Fedora, RHEL and Amazon Linux; SUSE; BSD and old Alpine (Go,
/// `crypto/x509/root_linux.go`).
const OF_IMAGES: [&str; 6] = [
    "etc/ssl/certs/ca-certificates.crt",
    "etc/pki/tls/certs/ca-bundle.crt",
    "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "etc/ssl/ca-bundle.pem",
    "etc/pki/tls/cacert.pem",
    "etc/ssl/cert.pem",
];
/// What SDKs and languages read: botocore and the AWS CLI; OpenSSL, Go, Ruby, .NET; Python's requests; Node.js; curl.
const VARIABLES: [&str; 5] =
    ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE"];
/// Images whose directories are remembered.
const MOST_REMEMBERED: usize = 4096;

/// Roots for containers.
#[derive(Clone, Debug, Default)]
pub struct TrustedRoots {
    /// Trusted besides those of the image; PEM.
    pub added: String,
    /// Trusted where an image has no roots of its own; PEM.
    pub public: String,
}

/// The directories made so far.
pub(super) struct TrustLayers {
    roots: TrustedRoots,
    directory: PathBuf,
    ids: Ids,
    made: Mutex<HashMap<Vec<String>, PathBuf>>,
}

impl TrustLayers {
    pub(super) fn new(roots: TrustedRoots, directory: PathBuf, ids: Ids) -> Self {
        Self { roots, directory, ids, made: Mutex::default() }
    }

    /// Variables for programs of containers; whatever else is said of one of these names wins.
    pub(super) fn variables(&self) -> impl Iterator<Item = (String, String)> {
        let any = !self.roots.added.is_empty();
        VARIABLES.iter().filter(move |_| any).map(|name| ((*name).to_owned(), format!("/{FILE}")))
    }

    /// The directory for an image with these layers; none when nothing is added.
    pub(super) fn of(&self, cache: &Path, layers: &[String]) -> io::Result<Option<PathBuf>> {
        if self.roots.added.is_empty() {
            return Ok(None);
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(directory) = made.get(layers) {
            return Ok(Some(directory.clone()));
        }
        let directory = self.make(&self.bundle(cache, layers))?;
        if made.len() >= MOST_REMEMBERED {
            made.clear();
        }
        made.insert(layers.to_vec(), directory.clone());
        Ok(Some(directory))
    }

    fn bundle(&self, cache: &Path, layers: &[String]) -> String {
        let own = OF_IMAGES.iter().map(|path| image_file::read(cache, layers, path));
        let own = own.into_iter().find(|text| text.contains("-----BEGIN CERTIFICATE-----"));
        format!("{}\n{}", own.as_deref().unwrap_or(&self.roots.public).trim_end(), self.roots.added)
    }

    /// Made beside and renamed, so that what is there is whole.
    fn make(&self, bundle: &str) -> io::Result<PathBuf> {
        let name: String = Sha256::digest(bundle).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let (place, half) = (self.directory.join(&name), self.directory.join(format!("{name}.new")));
        if place.is_dir() {
            return Ok(place);
        }
        fs::create_dir_all(half.join(FILE).parent().unwrap_or(&half))?;
        fs::write(half.join(FILE), bundle)?;
        let mut path = half.clone();
        self.own(&path, 0o755)?;
        for part in Path::new(FILE).components() {
            path.push(part);
            self.own(&path, if path.is_dir() { 0o755 } else { 0o644 })?;
        }
        fs::rename(half, &place)?;
        Ok(place)
    }

    fn own(&self, path: &Path, mode: u32) -> io::Result<()> {
        chown(path, Some(self.ids.base), Some(self.ids.base))?;
        fs::set_permissions(path, Permissions::from_mode(mode))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_images_roots_come_first_and_public_ones_only_without_them() {
        let scratch = std::env::temp_dir().join(format!("trust-{}", std::process::id()));
        fs::create_dir_all(scratch.join("cache/with/etc/ssl/certs")).unwrap();
        fs::create_dir_all(scratch.join("cache/bare")).unwrap();
        let own = "-----BEGIN CERTIFICATE-----\nown\n-----END CERTIFICATE-----\n";
        fs::write(scratch.join("cache/with/etc/ssl/certs/ca-certificates.crt"), own).unwrap();
        let roots = TrustedRoots { added: "added\n".into(), public: "public\n".into() };
        let ids = Ids { base: nix::unistd::geteuid().as_raw(), count: 1 };
        let trust = TrustLayers::new(roots, scratch.join("trust"), ids);
        let read = |layer: &str| {
            let place = trust.of(&scratch.join("cache"), &[layer.to_owned()]).unwrap().unwrap();
            fs::read_to_string(place.join(FILE)).unwrap()
        };
        assert_eq!(read("with"), format!("{own}added\n"));
        assert_eq!(read("bare"), "public\nadded\n");
        assert_eq!(trust.variables().count(), 5);
        let none = TrustLayers::new(TrustedRoots::default(), scratch.join("none"), ids);
        assert!(none.of(&scratch.join("cache"), &[]).unwrap().is_none() && none.variables().next().is_none());
        fs::remove_dir_all(scratch).unwrap();
    }
}
