//! AWS Certificate Manager: certificates with their private keys, and requests for certificates.
//!
//! In and out: plain records. Never here: reading PEM or DER, checks, which listener shows a certificate (the listener says).
//!
//! ```text
//!   imported:   ImportCertificate ------------------------------------------> Certificate
//!   requested:  RequestCertificate --> CertificateRequest --the loop issues--> Certificate of the same id beside it
//! ```

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ecs::words;
use crate::{Arn, Key, Record, Scope, Tags, Time, arn::arn};

/// A certificate: the user's where it was imported, the loop's where it was requested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Account and Region.
    pub scope: Scope,
    /// A UUID.
    pub id: String,
    /// The certificate itself, PEM.
    pub certificate: String,
    /// The certificates that lead to its root, PEM, its issuer's first.
    pub chain: Option<String>,
    /// Its private key.
    pub private_key: PrivateKey,
    /// What the certificate says.
    pub facts: CertificateFacts,
    /// When it was first imported.
    pub created_at: Time,
    /// When its present content was imported or issued.
    pub imported_at: Time,
    /// The user's tags; those of a requested certificate are its request's.
    pub tags: Tags,
}

impl Certificate {
    /// The key of the certificate of this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }

    /// The key of the certificate an ARN names; `None` when it names nothing of this account, Region and kind.
    pub fn key_of_arn(scope: &Scope, text: &str) -> Option<Key> {
        let arn = Arn::parse(text).filter(|arn| arn.service == "acm" && arn.is_in(scope))?;
        arn.resource.strip_prefix("certificate/").map(|id| Certificate::key_of(scope, id))
    }

    /// `arn:aws:acm:R:A:certificate/UUID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "acm", &format!("certificate/{}", self.id))
    }

    /// The certificate and its chain in one text, as a server shows them.
    pub fn full_chain(&self) -> String {
        let parts = [Some(self.certificate.as_str()), self.chain.as_deref()];
        parts.into_iter().flatten().map(str::trim).collect::<Vec<_>>().join("\n") + "\n"
    }
}

impl Record for Certificate {
    const KIND: &'static str = "acm.certificate";
    fn key(&self) -> Key {
        Certificate::key_of(&self.scope, &self.id)
    }
}

/// A certificate that is asked for: what the user wants of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRequest {
    /// Account and Region.
    pub scope: Scope,
    /// A UUID.
    pub id: String,
    /// DNS names without repetition, the domain name first.
    pub names: Vec<String>,
    /// Kind of its key.
    pub key_algorithm: KeyAlgorithm,
    /// Whether the user wants it in transparency logs, kept and shown.
    pub transparency: bool,
    /// The user's token: asked for again with it within the hour, it is this one.
    pub token: Option<String>,
    /// When it was asked for.
    pub created_at: Time,
    /// When the user last asked for its renewal.
    #[serde(default)]
    pub renewal_asked_at: Option<Time>,
    /// The user's tags.
    pub tags: Tags,
}

impl CertificateRequest {
    /// `arn:aws:acm:R:A:certificate/UUID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "acm", &format!("certificate/{}", self.id))
    }

    /// The name it is chiefly for.
    pub fn domain_name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

impl Record for CertificateRequest {
    const KIND: &'static str = "acm.certificate-request";
    /// That of the certificate.
    fn key(&self) -> Key {
        Certificate::key_of(&self.scope, &self.id)
    }
}

/// A private key, PEM. It is written to the journal and to no log: its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrivateKey(pub String);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PrivateKey(..)")
    }
}

words! {
    /// Kind and size of a public key.
    KeyAlgorithm {
        /// RSA with a modulus of 2048 bits.
        Rsa2048 = "RSA_2048",
        /// RSA with a modulus of 3072 bits.
        Rsa3072 = "RSA_3072",
        /// RSA with a modulus of 4096 bits.
        Rsa4096 = "RSA_4096",
        /// NIST P-256.
        P256 = "EC_prime256v1",
        /// NIST P-384.
        P384 = "EC_secp384r1",
    }
}

/// What a certificate says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CertificateFacts {
    /// `CN=shop.example.com`, in the order of the certificate.
    pub subject: String,
    /// Organisation of its issuer, or the issuer's common name.
    pub issuer: String,
    /// Hexadecimal pairs with colons between.
    pub serial: String,
    /// Common name of the subject, or the first of the names.
    pub domain_name: String,
    /// DNS names of the subject alternative names.
    pub names: Vec<String>,
    /// Valid from.
    pub not_before: Time,
    /// Valid until.
    pub not_after: Time,
    /// Kind and size of its key.
    pub key_algorithm: KeyAlgorithm,
    /// `SHA256WITHRSA`.
    pub signature_algorithm: String,
    /// `DIGITAL_SIGNATURE`; none when the certificate does not say.
    pub key_usages: Vec<String>,
    /// `TLS_WEB_SERVER_AUTHENTICATION` and its object identifier.
    pub extended_key_usages: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::PrivateKey;

    #[test]
    fn a_private_key_never_shows_itself() {
        assert_eq!(format!("{:?}", PrivateKey("secret".to_owned())), "PrivateKey(..)");
    }
}
