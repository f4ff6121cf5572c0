//! Tokens that tell the owner of a data directory from everybody else: one lets him end the cloud, one set HQ's rate (HQ runs in a container
//! and cannot tell its administrator by address).
//!
//! In: the data directory. Out: a token, made once, in a file only its owner may read.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{random, secret_file};

/// The file of the token that ends the cloud.
pub(crate) const CONTROL: &str = "control-token";
/// The file of the token that sets HQ's rate.
pub(crate) const HQ_ADMIN: &str = "hq-admin-token";

/// A token and the file it is in.
#[derive(Clone)]
pub(crate) struct Token {
    file: PathBuf,
    text: String,
}

impl Token {
    /// The token, made now if there is none.
    pub(crate) fn ensure(data_dir: &Path, name: &str) -> io::Result<Token> {
        match Token::read(data_dir, name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Token::make(data_dir, name),
            other => other,
        }
    }

    /// The token, if one was made. The error names the file.
    pub(crate) fn read(data_dir: &Path, name: &str) -> io::Result<Token> {
        let file = data_dir.join(name);
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.display()));
        let text = fs::read_to_string(&file).map_err(named)?.trim().to_owned();
        if text.is_empty() {
            return Err(named(io::Error::new(io::ErrorKind::NotFound, "it is empty")));
        }
        Ok(Token { file, text })
    }

    fn make(data_dir: &Path, name: &str) -> io::Result<Token> {
        let text: String = random::bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
        let file = data_dir.join(name);
        secret_file::write(&file, &format!("{text}\n"))?;
        Ok(Token { file, text })
    }

    /// Whether somebody shows this token. Digests are compared, so that the time it takes says nothing about the token.
    pub(crate) fn is(&self, shown: &[u8]) -> bool {
        Sha256::digest(shown) == Sha256::digest(&self.text)
    }

    /// Where it is.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The token itself.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// Says where the token is, never what it is.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token in {}", self.file.display())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn made_once_and_for_its_owner_only() {
        let directory = std::env::temp_dir().join(format!("token-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let missing = Token::read(&directory, CONTROL).unwrap_err();
        assert!(
            missing.kind() == io::ErrorKind::NotFound && missing.to_string().contains(CONTROL),
            "{missing}"
        );
        fs::write(directory.join(CONTROL), "\n").unwrap();
        let token = Token::ensure(&directory, CONTROL).unwrap();
        assert_eq!(
            (token.text().len(), Token::ensure(&directory, CONTROL).unwrap().text()),
            (32, token.text())
        );
        assert_eq!(fs::metadata(token.file()).unwrap().permissions().mode() & 0o777, 0o600);
        assert_ne!(Token::ensure(&directory, HQ_ADMIN).unwrap().text(), token.text());
        assert!(!format!("{token:?}").contains(token.text()));
        fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn only_the_whole_token_is_the_token() {
        let token = Token { file: PathBuf::new(), text: "abc".to_owned() };
        assert!(token.is(b"abc"));
        for other in ["", "a", "ab", "abcd", "ABC", "abc\n"] {
            assert!(!token.is(other.as_bytes()), "{other:?}");
        }
    }
}
