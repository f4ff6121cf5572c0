//! Certificates that were read before. In: the PEM texts of records. Out: the certificate, read once for as long as its texts stay the same.
//! Never done here: deciding which are wanted.
//!
//! Every table that is published names all certificates anew; reading one costs a signature's worth of arithmetic.

use std::collections::HashMap;

use crate::tls::{Certificate, CertificateError};

/// Keeps what was read since the turn before last.
#[derive(Debug, Default)]
pub struct CertificateShelf {
    now: HashMap<String, Kept>,
    before: HashMap<String, Kept>,
}

struct Kept {
    chain: String,
    private_key: String,
    certificate: Certificate,
}

/// The texts stay out of it: one is a secret.
impl std::fmt::Debug for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.certificate.fmt(out)
    }
}

impl CertificateShelf {
    /// Begins another table: what the table before did not ask for is forgotten.
    pub fn turn(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// As [`Certificate::from_pem`], unless the same texts of this ARN were read for this table or the one before.
    pub fn read(
        &mut self,
        arn: &str,
        chain: &str,
        private_key: &str,
    ) -> Result<Certificate, CertificateError> {
        let same = |kept: &Kept| kept.chain == chain && kept.private_key == private_key;
        if let Some(kept) = self.now.get(arn).filter(|kept| same(kept)) {
            return Ok(kept.certificate.clone());
        }
        let kept = match self.before.remove(arn).filter(|kept| same(kept)) {
            Some(kept) => kept,
            None => Kept {
                certificate: Certificate::from_pem(arn, chain.as_bytes(), private_key.as_bytes())?,
                chain: chain.to_owned(),
                private_key: private_key.to_owned(),
            },
        };
        let certificate = kept.certificate.clone();
        self.now.insert(arn.to_owned(), kept);
        Ok(certificate)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::*;

    #[test]
    fn the_same_texts_are_read_once_and_others_anew() {
        let made = |name: &str| {
            let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
            (made.cert.pem(), made.signing_key.serialize_pem())
        };
        let ((one, key), (other, other_key)) = (made("a.test"), made("b.test"));
        let mut shelf = CertificateShelf::default();
        let first = shelf.read("arn", &one, &key).unwrap();
        for _ in 0..3 {
            shelf.turn();
            let again = shelf.read("arn", &one, &key).unwrap();
            assert!(Arc::ptr_eq(&first.key, &again.key));
        }
        shelf.turn();
        let changed = shelf.read("arn", &other, &other_key).unwrap();
        assert_eq!(changed.names(), ["b.test"]);
        assert!(shelf.read("arn", &one, &other_key).is_err(), "a key of another is not taken for its own");
        shelf.turn();
        shelf.turn();
        assert!(!Arc::ptr_eq(&changed.key, &shelf.read("arn", &other, &other_key).unwrap().key));
        assert!(!format!("{shelf:?}").contains("PRIVATE"));
    }
}
