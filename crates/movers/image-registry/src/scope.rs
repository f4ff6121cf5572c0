//! Whose registry a request means.
//!
//! Comes in: host name and Basic credentials. Goes out: the owner's decision. Never done here: deciding.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::{AUTHORIZATION, HOST};

use crate::catalog::CatalogError;

/// Who knocks, and at which name. No credentials is not an error: the owner may let them in.
#[derive(Clone, PartialEq, Eq)]
pub struct Knock {
    /// The `Host` header, with its port if any; empty when missing.
    pub host: String,
    /// User name and password of Basic authorization (`AWS` and the token of ECR).
    pub credentials: Option<(String, String)>,
}

/// Account and Region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// 12 digits.
    pub account: String,
    /// Such as `us-east-1`.
    pub region: String,
}

/// The owner's decision; refuses with `Unauthorized` (the client is asked to log in) or `Denied`.
pub type ScopeOf = Arc<dyn Fn(&Knock) -> Result<Scope, CatalogError> + Send + Sync>;

impl Knock {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { host: host.to_owned(), credentials: credentials(headers) }
    }
}

fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, encoded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

impl std::fmt::Debug for Knock {
    /// Leaves the password out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let user = self.credentials.as_ref().map(|(user, _)| user);
        f.debug_struct("Knock").field("host", &self.host).field("user", &user).finish_non_exhaustive()
    }
}
