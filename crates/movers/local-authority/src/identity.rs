//! The root's key and certificate. In: a moment. Out: two PEM texts for the owner to store. Never here: files, signing for others.

use std::fmt;
use std::time::Duration;

use model::Time;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use ring::digest::{SHA256, digest};

/// Milliseconds.
const DAY: i64 = 86_400_000;
/// How long a root holds, milliseconds: ten years, as roots made for one machine usually do.
const LASTS: i64 = 3653 * DAY;
/// The organisation every certificate of a local authority names; AWS's say `Amazon`.
pub(crate) const ORGANISATION: &str = "Interstella local CA";

/// A root's private key (PKCS#8) and its certificate, both as PEM text.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Secret: who has it can pass for any site before those who trust the root. Store it readable by its owner only.
    pub private_key_pem: String,
    /// What clients are told to trust.
    pub certificate_pem: String,
}

impl Identity {
    /// A new root that holds from a day before `now` (clocks differ) for ten years.
    pub fn generate(now: Time) -> Result<Identity, AuthorityError> {
        let key = KeyPair::generate().map_err(AuthorityError::new)?;
        let mut params = params(&key);
        hold(&mut params, now.plus(-DAY), now.plus(LASTS));
        let certificate = params.self_signed(&key).map_err(AuthorityError::new)?;
        Ok(Identity { private_key_pem: key.serialize_pem(), certificate_pem: certificate.pem() })
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Identity").field("private_key_pem", &"(secret)").finish_non_exhaustive()
    }
}

/// What follows from the key alone: the name and what it may do. So a stored key is enough to sign under the root's name again.
pub(crate) fn params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, ORGANISATION);
    params.distinguished_name.push(DnType::CommonName, common_name(key));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// Roots of several data directories in one trust store are told apart by a part of their key.
pub(crate) fn common_name(key: &KeyPair) -> String {
    let hash = digest(&SHA256, key.public_key_raw());
    let part: String = hash.as_ref().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{ORGANISATION} {part}")
}

/// Sets the time a certificate holds, to the second.
pub(crate) fn hold(params: &mut CertificateParams, from: Time, until: Time) {
    let moment = |time: Time| date_time_ymd(1970, 1, 1) + Duration::from_secs(time.0.max(0) as u64 / 1000);
    (params.not_before, params.not_after) = (moment(from), moment(until));
}

/// A root could not be made or read, or could not sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityError(String);

impl AuthorityError {
    pub(crate) fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for AuthorityError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the local certificate authority: {}", self.0)
    }
}

impl std::error::Error for AuthorityError {}
