//! New private keys. In: a kind. Out: the key. Never here: keeping it.

use model::acm::KeyAlgorithm;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256};
use rsa::RsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};

use crate::AuthorityError;

/// A new key. RSA takes from a tenth of a second (2048 bits) to several seconds (4096) of a processor.
pub(crate) fn generate(algorithm: KeyAlgorithm) -> Result<KeyPair, AuthorityError> {
    match algorithm {
        KeyAlgorithm::P256 => KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(AuthorityError::made),
        KeyAlgorithm::P384 => KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).map_err(AuthorityError::made),
        KeyAlgorithm::Rsa2048 => rsa(2048),
        KeyAlgorithm::Rsa3072 => rsa(3072),
        KeyAlgorithm::Rsa4096 => rsa(4096),
    }
}

/// The library that writes certificates makes no RSA keys itself.
fn rsa(bits: usize) -> Result<KeyPair, AuthorityError> {
    let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, bits).map_err(AuthorityError::made)?;
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(AuthorityError::made)?;
    KeyPair::from_pkcs8_pem_and_sign_algo(&pem, &PKCS_RSA_SHA256).map_err(AuthorityError::made)
}
