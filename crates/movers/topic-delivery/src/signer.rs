//! Signs the text of a message.
//!
//! Comes in: a string to sign and a signature version. Goes out: the signature in base64.
//! Never done here: making keys, building the string (see `envelope`).
//!
//! Version 2 (SHA-256) is signed by `ring`, less than half the time of the `rsa` crate; version 1 (SHA-1) exists only in `rsa`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::signature::{RandomizedSigner as _, SignatureEncoding as _};
use sha1::Sha1;

use crate::envelope::SignatureVersion;
use crate::identity::{IdentityError, SigningIdentity};

/// Holds the loaded key. Share it by reference; signing is CPU work of 1 to 5 ms and does not block on anything.
pub struct Signer {
    sha256: RsaKeyPair,
    sha1: SigningKey<Sha1>,
    random: SystemRandom,
    certificate_pem: String,
    certificate_file_name: String,
}

impl Signer {
    /// Loads a stored identity; never makes a new one. Errors when a PEM text is not what it should be.
    pub fn load(identity: &SigningIdentity) -> Result<Self, IdentityError> {
        let key =
            rsa::RsaPrivateKey::from_pkcs8_pem(&identity.private_key_pem).map_err(IdentityError::new)?;
        let der = key.to_pkcs8_der().map_err(IdentityError::new)?;
        Ok(Self {
            sha256: RsaKeyPair::from_pkcs8(der.as_bytes()).map_err(IdentityError::new)?,
            sha1: SigningKey::new(key),
            random: SystemRandom::new(),
            certificate_file_name: file_name(&certificate_der(&identity.certificate_pem)?),
            certificate_pem: identity.certificate_pem.clone(),
        })
    }

    /// The certificate as PEM text, to be served at the `SigningCertURL`.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// `SimpleNotificationService-<32 hex digits>.pem`, the digits being the start of the certificate's SHA-256.
    pub fn certificate_file_name(&self) -> &str {
        &self.certificate_file_name
    }

    /// Signs `text` (RSA PKCS#1 v1.5); the signature comes back in standard base64.
    pub fn sign(&self, version: SignatureVersion, text: &str) -> Result<String, SignError> {
        let signature = match version {
            SignatureVersion::V1 => self.sign_sha1(text.as_bytes())?,
            SignatureVersion::V2 => self.sign_sha256(text.as_bytes())?,
        };
        Ok(STANDARD.encode(signature))
    }

    fn sign_sha1(&self, text: &[u8]) -> Result<Vec<u8>, SignError> {
        // The randomised form blinds the private exponent against timing (RUSTSEC-2023-0071); the signature is the same.
        let signature = self.sha1.try_sign_with_rng(&mut rsa::rand_core::OsRng, text);
        Ok(signature.map_err(|_| SignError)?.to_vec())
    }

    fn sign_sha256(&self, text: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut signature = vec![0; self.sha256.public().modulus_len()];
        self.sha256.sign(&RSA_PKCS1_SHA256, &self.random, text, &mut signature).map_err(|_| SignError)?;
        Ok(signature)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("certificate_file_name", &self.certificate_file_name)
            .finish_non_exhaustive()
    }
}

/// The key refused to sign (no randomness from the system, or a damaged key).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignError;

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the SNS signing key could not sign this message")
    }
}

impl std::error::Error for SignError {}

fn certificate_der(pem: &str) -> Result<Vec<u8>, IdentityError> {
    let text: String = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
    if !pem.contains("-----BEGIN CERTIFICATE-----") || text.is_empty() {
        return Err(IdentityError::new("no certificate in the PEM text"));
    }
    STANDARD.decode(text).map_err(IdentityError::new)
}

fn file_name(certificate: &[u8]) -> String {
    use std::fmt::Write as _;
    let hash = ring::digest::digest(&ring::digest::SHA256, certificate);
    let mut name = String::from("SimpleNotificationService-");
    for byte in &hash.as_ref()[..16] {
        let _ = write!(name, "{byte:02x}");
    }
    name.push_str(".pem");
    name
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::OnceLock;

    use rsa::pkcs1v15::{Signature, VerifyingKey};
    use rsa::sha2::Sha256;
    use rsa::signature::Verifier as _;

    use super::*;

    /// One identity for all tests of the process: a key costs a second.
    pub(crate) fn identity() -> &'static SigningIdentity {
        static IDENTITY: OnceLock<SigningIdentity> = OnceLock::new();
        IDENTITY.get_or_init(|| SigningIdentity::generate().unwrap())
    }

    /// Verifies with the public key found in the certificate's bytes, as a receiver would.
    pub(crate) fn verifies(version: SignatureVersion, text: &str, signature: &str) -> bool {
        let raw = STANDARD.decode(signature).unwrap();
        let key = certificate_key();
        let signature = Signature::try_from(raw.as_slice()).unwrap();
        match version {
            SignatureVersion::V1 => {
                VerifyingKey::<Sha1>::new(key).verify(text.as_bytes(), &signature).is_ok()
            }
            SignatureVersion::V2 => {
                VerifyingKey::<Sha256>::new(key).verify(text.as_bytes(), &signature).is_ok()
            }
        }
    }

    fn certificate_key() -> rsa::RsaPublicKey {
        use rsa::pkcs1::DecodeRsaPublicKey as _;
        let der = certificate_der(&identity().certificate_pem).unwrap();
        // RSAPublicKey of 2048 bits with exponent 65537 is a SEQUENCE of 0x10a bytes whose first INTEGER has 0x101 bytes.
        let mark = [0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01];
        let at = der.windows(mark.len()).position(|bytes| bytes == mark).unwrap();
        rsa::RsaPublicKey::from_pkcs1_der(&der[at..at + 4 + 0x10a]).unwrap()
    }

    #[test]
    fn both_versions_verify_with_the_certificates_key() {
        let signer = Signer::load(identity()).unwrap();
        for version in [SignatureVersion::V1, SignatureVersion::V2] {
            let signature = signer.sign(version, "Message\nhello\n").unwrap();
            assert!(verifies(version, "Message\nhello\n", &signature));
            assert!(!verifies(version, "Message\nhellp\n", &signature), "a flipped byte must fail");
        }
    }

    #[test]
    fn the_versions_are_not_interchangeable() {
        let signer = Signer::load(identity()).unwrap();
        let signature = signer.sign(SignatureVersion::V1, "x").unwrap();
        assert!(!verifies(SignatureVersion::V2, "x", &signature));
    }

    #[test]
    fn loading_twice_gives_the_same_certificate_and_name() {
        let (a, b) = (Signer::load(identity()).unwrap(), Signer::load(identity()).unwrap());
        assert_eq!(a.certificate_file_name(), b.certificate_file_name());
        assert_eq!(a.certificate_pem(), identity().certificate_pem);
        let digits = a.certificate_file_name().strip_prefix("SimpleNotificationService-").unwrap();
        assert_eq!(digits.strip_suffix(".pem").unwrap().len(), 32);
    }

    #[test]
    fn bad_pem_is_an_error_and_debug_hides_the_key() {
        let mut broken = identity().clone();
        assert!(!format!("{broken:?}").contains("BEGIN PRIVATE KEY"));
        broken.certificate_pem = "nothing".into();
        assert!(Signer::load(&broken).is_err());
        broken.private_key_pem = "nothing".into();
        assert!(Signer::load(&broken).is_err());
    }
}
