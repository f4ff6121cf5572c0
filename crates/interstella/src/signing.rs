//! The key that signs SNS messages: made once, kept beside the records, loaded ever after.

use std::fs;
use std::path::Path;

use topic_delivery::{Signer, SigningIdentity};

use crate::file_trouble::{self, ELSEWHERE};
use crate::secret_file;

const KEY: &str = "sns-signing-key.pem";
const CERTIFICATE: &str = "sns-signing-certificate.pem";

/// Loads the key of this data directory, making it first where there is none. Takes a third of a second then: not for a thread that serves.
pub(crate) fn signer(directory: &Path, durable: bool) -> Result<Signer, String> {
    let identity = match read(directory).filter(|_| durable) {
        Some(identity) => identity,
        None => {
            let identity = SigningIdentity::generate().map_err(|error| error.to_string())?;
            if durable {
                write(directory, &identity)
                    .map_err(|error| file_trouble::sentence("keep a key in", directory, &error, ELSEWHERE))?;
            }
            identity
        }
    };
    Signer::load(&identity).map_err(|error| error.to_string())
}

fn read(directory: &Path) -> Option<SigningIdentity> {
    let read = |name: &str| fs::read_to_string(directory.join(name)).ok();
    Some(SigningIdentity { private_key_pem: read(KEY)?, certificate_pem: read(CERTIFICATE)? })
}

/// The key last: only with it is the pair complete.
fn write(directory: &Path, identity: &SigningIdentity) -> std::io::Result<()> {
    fs::write(directory.join(CERTIFICATE), &identity.certificate_pem)?;
    secret_file::write(&directory.join(KEY), &identity.private_key_pem)
}
