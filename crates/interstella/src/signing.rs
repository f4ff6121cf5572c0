//! The key that signs SNS messages: made once, kept beside the records, loaded ever after.

use std::path::Path;

use topic_delivery::{Signer, SigningIdentity};

use crate::pem_pair::{PemPair, said};

const KEY: &str = "sns-signing-key.pem";
const CERTIFICATE: &str = "sns-signing-certificate.pem";

/// Loads the key of this data directory, making it first where there is none. Takes a third of a second then: not for a thread that serves.
///
/// Errors: a file that is damaged, or a key without its certificate, by name; they are left as they are.
pub(crate) fn signer(directory: &Path, durable: bool) -> Result<Signer, String> {
    if !durable {
        return Signer::load(&generated()?).map_err(|error| error.to_string());
    }
    let files = PemPair::new(directory, KEY, CERTIFICATE);
    let identity = match files.read()? {
        (Some(key), Some(certificate)) => {
            SigningIdentity { private_key_pem: key, certificate_pem: certificate }
        }
        (None, None) => {
            let identity = generated()?;
            files.write(&identity.private_key_pem, &identity.certificate_pem)?;
            identity
        }
        (key, _) => {
            let missing = if key.is_some() { &files.certificate } else { &files.key };
            return Err(said(missing, format!("the file is missing; {}", files.remedy())));
        }
    };
    Signer::load(&identity).map_err(|error| said(&files.key, format!("{error}; {}", files.remedy())))
}

fn generated() -> Result<SigningIdentity, String> {
    SigningIdentity::generate().map_err(|error| error.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn garbage_is_named_and_never_replaced() {
        let directory = std::env::temp_dir().join(format!("interstella-signing-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir(&directory).unwrap();
        let first = signer(&directory, true).unwrap().certificate_pem().to_owned();
        assert_eq!(signer(&directory, true).unwrap().certificate_pem(), first);
        let key = directory.join(KEY);
        let before = fs::read(&key).unwrap();
        for garbage in [&b"rubbish"[..], b"\xff\xfe"] {
            fs::write(&key, garbage).unwrap();
            let told = signer(&directory, true).map(drop).unwrap_err();
            assert!(told.starts_with(&format!("{}: ", key.display())), "{told}");
            assert_eq!(fs::read(&key).unwrap(), garbage);
        }
        fs::write(&key, before).unwrap();
        fs::remove_file(directory.join(CERTIFICATE)).unwrap();
        let told = signer(&directory, true).map(drop).unwrap_err();
        assert!(told.contains(CERTIFICATE) && told.contains("is missing"), "{told}");
        fs::remove_dir_all(directory).unwrap();
    }
}
