//! What can be wrong with an authority. In: causes. Out: words. Never here: file names (the owner knows them).

use std::fmt;

/// A root could not be made or read, or could not sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorityError {
    /// The stored key is none.
    Key(String),
    /// The stored certificate is none.
    Certificate(String),
    /// Key and certificate do not belong together.
    Strangers,
    /// The certificate belongs to the key, but permits other names than this authority is for.
    OtherRealm,
    /// A name this authority must not sign.
    Name(String),
    /// The library that makes keys and certificates refused.
    Made(String),
}

impl AuthorityError {
    pub(crate) fn made(cause: impl fmt::Display) -> Self {
        Self::Made(cause.to_string())
    }
}

impl fmt::Display for AuthorityError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(why) => write!(out, "it is not a private key: {why}"),
            Self::Certificate(why) => write!(out, "it is not a certificate: {why}"),
            Self::Strangers => out.write_str("the certificate does not belong to the key"),
            Self::OtherRealm => {
                out.write_str("the certificate permits other names than this authority is for")
            }
            Self::Name(name) => write!(out, "this local certificate authority must not sign '{name}'"),
            Self::Made(why) => write!(out, "the local certificate authority: {why}"),
        }
    }
}

impl std::error::Error for AuthorityError {}
