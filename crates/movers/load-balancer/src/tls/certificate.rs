//! Certificates of listeners. In: PEM text. Out: a certificate ready to be shown, and the host names it stands for. Never
//! done here: choosing one, asking any authority whether it is trusted.

use std::fmt;
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;

use crate::tls::SecurityPolicy;

/// Most certificates in one chain.
const MOST_IN_CHAIN: usize = 16;

/// What makes a listener an HTTPS listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsSettings {
    /// The default certificate first, then those chosen by host name; at least one.
    pub certificates: Vec<Certificate>,
    /// Which versions of TLS are spoken.
    pub policy: SecurityPolicy,
}

/// A certificate with its private key; cheap to clone. Two are equal when ARN and certificate bytes are.
#[derive(Clone)]
pub struct Certificate {
    arn: Arc<str>,
    names: Arc<[String]>,
    pub(crate) key: Arc<CertifiedKey>,
}

/// Why PEM text makes no certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateError {
    /// The chain holds no certificate, too many, or one that cannot be read.
    BadChain(String),
    /// There is no private key, or one of a kind that is not known (RSA, ECDSA P-256 and P-384, Ed25519 are).
    BadKey(String),
    /// The private key does not belong to the first certificate.
    KeyMismatch,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadChain(why) => write!(out, "the certificate chain cannot be used: {why}"),
            Self::BadKey(why) => write!(out, "the private key cannot be used: {why}"),
            Self::KeyMismatch => out.write_str("the private key does not match the certificate"),
        }
    }
}

impl std::error::Error for CertificateError {}

impl Certificate {
    /// Reads a chain (the host's own certificate first) and its private key (PKCS#8, PKCS#1 or SEC1), both PEM. Host names
    /// are the DNS names of the first certificate's subject alternative names.
    pub fn from_pem(arn: &str, chain: &[u8], private_key: &[u8]) -> Result<Self, CertificateError> {
        let chain = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| CertificateError::BadChain(error.to_string()))?;
        if chain.is_empty() || chain.len() > MOST_IN_CHAIN {
            return Err(CertificateError::BadChain(format!("it holds {} certificates", chain.len())));
        }
        let names = names_of(&chain[0])?;
        let key = PrivateKeyDer::from_pem_slice(private_key)
            .map_err(|error| CertificateError::BadKey(error.to_string()))?;
        let key = ring::sign::any_supported_type(&key)
            .map_err(|error| CertificateError::BadKey(error.to_string()))?;
        let key = CertifiedKey::new(chain, key);
        key.keys_match().map_err(|_| CertificateError::KeyMismatch)?;
        Ok(Self { arn: arn.into(), names, key: Arc::new(key) })
    }

    /// Its ARN.
    pub fn arn(&self) -> &Arc<str> {
        &self.arn
    }

    /// The host names it stands for, lower case; `*.` stands for one label.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// True when it stands for `host` (lower case, no port).
    pub(crate) fn covers(&self, host: &str) -> bool {
        self.names.iter().any(|name| match name.strip_prefix("*.") {
            Some(parent) => {
                host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && rest == parent)
            }
            None => name == host,
        })
    }
}

fn names_of(certificate: &CertificateDer<'_>) -> Result<Arc<[String]>, CertificateError> {
    let read = webpki::EndEntityCert::try_from(certificate)
        .map_err(|error| CertificateError::BadChain(error.to_string()))?;
    Ok(read.valid_dns_names().map(str::to_ascii_lowercase).collect())
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.arn == other.arn && (Arc::ptr_eq(&self.key, &other.key) || self.key.cert == other.key.cert)
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Certificate")
            .field("arn", &self.arn)
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn made(names: &[&str]) -> (String, String) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    #[test]
    fn names_come_from_the_certificate() {
        let (chain, key) = made(&["shop.example.com", "*.Example.org"]);
        let one = Certificate::from_pem("arn", chain.as_bytes(), key.as_bytes()).unwrap();
        assert_eq!(one.names(), ["shop.example.com", "*.example.org"]);
        assert!(one.covers("shop.example.com") && one.covers("a.example.org"));
        assert!(!one.covers("example.org") && !one.covers("a.b.example.org") && !one.covers(".example.org"));
        assert_eq!(one, Certificate::from_pem("arn", chain.as_bytes(), key.as_bytes()).unwrap());
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        let ((chain, key), (_, other)) = (made(&["a.test"]), made(&["b.test"]));
        let from = |chain: &str, key: &str| Certificate::from_pem("arn", chain.as_bytes(), key.as_bytes());
        assert_eq!(from(&chain, &other), Err(CertificateError::KeyMismatch));
        assert!(matches!(from("", &key), Err(CertificateError::BadChain(_))));
        assert!(matches!(from(&chain, "no key"), Err(CertificateError::BadKey(_))));
        let junk = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(matches!(from(junk, &key), Err(CertificateError::BadChain(_))));
    }
}
