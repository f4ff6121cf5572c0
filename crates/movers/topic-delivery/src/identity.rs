//! The key and certificate that sign notifications.
//!
//! Comes in: nothing (generation) or two PEM texts (loading is in `signer`). Goes out: two PEM texts for the owner to store.
//! Never done here: writing files, renewing. A stored identity is used for ever, so that a certificate URL given out stays true.

use std::fmt;

use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, date_time_ymd};
use rsa::RsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};

/// The name real SNS certificates carry; some verifiers compare it.
const COMMON_NAME: &str = "sns.amazonaws.com";
const KEY_BITS: usize = 2048;

/// An RSA-2048 private key (PKCS#8) and its self-signed X.509 certificate, both as PEM text.
#[derive(Clone)]
pub struct SigningIdentity {
    /// `-----BEGIN PRIVATE KEY-----` ... Secret: store it readable by its owner only.
    pub private_key_pem: String,
    /// `-----BEGIN CERTIFICATE-----` ... Public: served at the `SigningCertURL`.
    pub certificate_pem: String,
}

impl SigningIdentity {
    /// Makes a new key and certificate. Takes up to a few seconds of CPU: call it once, off the async threads, and store the result.
    pub fn generate() -> Result<Self, IdentityError> {
        let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, KEY_BITS).map_err(IdentityError::new)?;
        let private_key_pem = key.to_pkcs8_pem(LineEnding::LF).map_err(IdentityError::new)?.to_string();
        let certificate_pem = self_sign(&private_key_pem).map_err(IdentityError::new)?;
        Ok(Self { private_key_pem, certificate_pem })
    }
}

impl fmt::Debug for SigningIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningIdentity").field("private_key_pem", &"(secret)").finish_non_exhaustive()
    }
}

fn self_sign(private_key_pem: &str) -> Result<String, rcgen::Error> {
    let key = KeyPair::from_pkcs8_pem_and_sign_algo(private_key_pem, &PKCS_RSA_SHA256)?;
    let mut params = CertificateParams::new(vec![COMMON_NAME.to_owned()])?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, COMMON_NAME);
    // Fixed dates: the certificate is a local fixture, and reading a clock would make it expire in someone's old journal.
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    Ok(params.self_signed(&key)?.pem())
}

/// The key or certificate could not be made or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityError(String);

impl IdentityError {
    pub(crate) fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the SNS signing key or certificate is unusable: {}", self.0)
    }
}

impl std::error::Error for IdentityError {}
