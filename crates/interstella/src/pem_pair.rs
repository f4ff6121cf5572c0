//! A private key and its certificate, two PEM files of a data directory. In: a directory and two names. Out: both texts, or why not, by file.
//! Never here: what they are for. Nothing that is there is ever replaced by something else without a word.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, lchown};
use std::path::{Path, PathBuf};

use crate::file_trouble::{self, ELSEWHERE};
use crate::secret_file;

/// Where the two lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PemPair {
    /// Readable by its owner only.
    pub(crate) key: PathBuf,
    /// For everybody.
    pub(crate) certificate: PathBuf,
}

impl PemPair {
    /// The files of these names.
    pub(crate) fn new(directory: &Path, key: &str, certificate: &str) -> PemPair {
        PemPair { key: directory.join(key), certificate: directory.join(certificate) }
    }

    /// Key and certificate, each if it is there. Errors: a file that cannot be read.
    pub(crate) fn read(&self) -> Result<(Option<String>, Option<String>), String> {
        Ok((read(&self.key)?, read(&self.certificate)?))
    }

    /// Writes both, the key first: a certificate can be made again from it, and never the other way round.
    pub(crate) fn write(&self, key: &str, certificate: &str) -> Result<(), String> {
        write(&self.key, key)?;
        self.write_certificate(certificate)
    }

    /// Writes the certificate, whole or not at all.
    pub(crate) fn write_certificate(&self, certificate: &str) -> Result<(), String> {
        write(&self.certificate, certificate)
    }

    /// What to do about a pair that cannot be used; ends a message.
    pub(crate) fn remedy(&self) -> String {
        format!(
            "put the right file back, or move {} and {} away to have both made anew",
            self.key.display(),
            self.certificate.display()
        )
    }
}

/// Writes a file that belongs to whom its directory belongs to: `sudo interstella ca trust` must not lock its user out.
fn write(file: &Path, text: &str) -> Result<(), String> {
    let directory = file.parent().unwrap_or(Path::new("."));
    let written = secret_file::write(file, text).and_then(|()| {
        let (owner, written) = (fs::metadata(directory)?, fs::symlink_metadata(file)?);
        if (owner.uid(), owner.gid()) == (written.uid(), written.gid()) || written.uid() != 0 {
            return Ok(());
        }
        lchown(file, Some(owner.uid()), Some(owner.gid()))
    });
    written.map_err(|error| file_trouble::sentence("write", file, &error, ELSEWHERE))
}

/// What is wrong with a file.
pub(crate) fn said(file: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}

/// The text of a file; `None` where there is no such file.
pub(crate) fn read(file: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(said(
            file,
            "it is not PEM: put the right file back, or move it away together with its key or certificate",
        )),
        Err(error) => Err(file_trouble::sentence("read", file, &error, ELSEWHERE)),
    }
}
