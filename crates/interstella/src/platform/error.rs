//! Why the platform does not stand. In: what the parts said. Out: one sentence. Never here: what to do about it.

use std::fmt;
use std::time::Duration;

use crate::client::{AwsError, HttpError, RegistryError};

/// Why a step of the deployment failed.
#[derive(Debug)]
pub(crate) enum PlatformError {
    /// A service refused.
    Aws(AwsError),
    /// Something that is no AWS service did not answer.
    Http(HttpError),
    /// The registry refused.
    Registry(RegistryError),
    /// The images could not be made.
    Pack(String),
    /// An answer lacked what every such answer has.
    Missing(String),
    /// It did not happen in time: what, how long, and how it last looked.
    Late(String, Duration, String),
}

impl fmt::Display for PlatformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Aws(error) => error.fmt(f),
            Self::Http(error) => error.fmt(f),
            Self::Registry(error) => error.fmt(f),
            Self::Pack(why) => write!(f, "the images cannot be packed: {why}"),
            Self::Missing(what) => write!(f, "an answer has no {what}"),
            Self::Late(what, patience, last) => {
                write!(f, "{what} not within {} s; last seen: {last}", patience.as_secs())
            }
        }
    }
}

impl std::error::Error for PlatformError {}

impl From<AwsError> for PlatformError {
    fn from(error: AwsError) -> Self {
        Self::Aws(error)
    }
}

impl From<HttpError> for PlatformError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}

impl From<RegistryError> for PlatformError {
    fn from(error: RegistryError) -> Self {
        Self::Registry(error)
    }
}

/// What an answer must have.
pub(crate) fn needed<T>(found: Option<T>, what: &str) -> Result<T, PlatformError> {
    found.ok_or_else(|| PlatformError::Missing(what.to_owned()))
}
