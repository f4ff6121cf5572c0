//! Tokens that tell the owner of a data directory from everybody else: one lets him end the cloud, one set HQ's rate (HQ runs in a container
//! and cannot tell its administrator by address).
//!
//! In: the data directory. Out: a token, made once, in a file only its owner may read.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::file_trouble::{self, ELSEWHERE};
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

/// Why there is no token.
#[derive(Debug)]
pub(crate) enum NoToken {
    /// It could not be read.
    Unread(PathBuf, io::Error),
    /// It could not be made.
    Unwritten(PathBuf, io::Error),
}

impl NoToken {
    /// Whether none was made yet.
    pub(crate) fn is_missing(&self) -> bool {
        let kind = match self {
            Self::Unread(_, error) | Self::Unwritten(_, error) => error.kind(),
        };
        matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof)
    }
}

impl fmt::Display for NoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Unread(file, error) => {
                file_trouble::sentence("read", file, error, "run this as the user who started the cloud")
            }
            Self::Unwritten(file, error) => file_trouble::sentence("write", file, error, ELSEWHERE),
        })
    }
}

impl Token {
    /// The token, made now if there is none.
    pub(crate) fn ensure(data_dir: &Path, name: &str) -> Result<Token, NoToken> {
        match Token::read(data_dir, name) {
            Err(error) if error.is_missing() => Token::make(data_dir, name),
            other => other,
        }
    }

    /// The token, if one was made.
    pub(crate) fn read(data_dir: &Path, name: &str) -> Result<Token, NoToken> {
        let file = data_dir.join(name);
        match fs::read_to_string(&file) {
            Ok(text) if text.trim().is_empty() => {
                Err(NoToken::Unread(file, io::Error::new(io::ErrorKind::UnexpectedEof, "it is empty")))
            }
            Ok(text) => Ok(Token { file, text: text.trim().to_owned() }),
            Err(error) => Err(NoToken::Unread(file, error)),
        }
    }

    fn make(data_dir: &Path, name: &str) -> Result<Token, NoToken> {
        let text: String = random::bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
        let file = data_dir.join(name);
        match secret_file::write(&file, &format!("{text}\n")) {
            Ok(()) => Ok(Token { file, text }),
            Err(error) => Err(NoToken::Unwritten(file, error)),
        }
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
        assert!(missing.is_missing() && missing.to_string().contains(CONTROL), "{missing}");
        fs::write(directory.join(CONTROL), "\n").unwrap();
        let empty = Token::read(&directory, CONTROL).unwrap_err();
        assert!(empty.is_missing() && empty.to_string().contains("it is empty"), "{empty}");
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
