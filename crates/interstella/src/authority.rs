//! The local certificate authority of a data directory: made once, kept beside the records, loaded ever after. In: a directory. Out: the
//! authority, ready to sign; a certificate for the front door. Never here: trust stores.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use local_authority::{Authority, Identity, Issued, Order};
use model::acm::KeyAlgorithm;
use model::{BalancerNames, Time};
use planner::certificates::validity;

use crate::file_trouble::{self, ELSEWHERE};
use crate::secret_file;

const KEY: &str = "local-ca-key.pem";
const CERTIFICATE: &str = "local-ca.pem";

/// Host names the front door stands for over TLS: this machine's, and those under which other local clouds are known.
const NAMES: [&str; 6] = [
    "localhost",
    "*.localhost",
    "localhost.localstack.cloud",
    "*.localhost.localstack.cloud",
    "127.0.0.1",
    "::1",
];
/// The Regions whose load balancers it stands for too.
const REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];

/// Where a directory's root certificate lies.
pub(crate) fn certificate_path(directory: &Path) -> PathBuf {
    directory.join(CERTIFICATE)
}

/// Loads the authority of this data directory, making it first where there is none. One that is not `durable` is new with every process.
pub(crate) fn open(directory: &Path, durable: bool) -> Result<Authority, String> {
    let identity = match read(directory).filter(|_| durable) {
        Some(identity) => identity,
        None => {
            let identity = Identity::generate(now()).map_err(|error| error.to_string())?;
            if durable {
                write(directory, &identity)
                    .map_err(|error| file_trouble::sentence("keep a key in", directory, &error, ELSEWHERE))?;
            }
            identity
        }
    };
    Authority::load(&identity).map_err(|error| error.to_string())
}

/// A certificate for the front door, new with every process: nothing but the root is worth keeping.
pub(crate) fn front_door(authority: &Authority, balancers: &BalancerNames) -> Result<Issued, String> {
    let (not_before, not_after) = validity(now());
    let endings = balancers.endings();
    let balancers = endings.iter().flat_map(|ending| REGIONS.map(|region| format!("*.{region}{ending}")));
    let names = NAMES.iter().map(|name| (*name).to_owned()).chain(balancers).collect();
    let order = Order { names, key_algorithm: KeyAlgorithm::P256, not_before, not_after };
    authority.issue(&order).map_err(|error| error.to_string())
}

fn now() -> Time {
    Time(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as i64)
}

fn read(directory: &Path) -> Option<Identity> {
    let read = |name: &str| fs::read_to_string(directory.join(name)).ok();
    Some(Identity { private_key_pem: read(KEY)?, certificate_pem: read(CERTIFICATE)? })
}

/// The key last: only with it is the pair complete.
fn write(directory: &Path, identity: &Identity) -> std::io::Result<()> {
    fs::create_dir_all(directory)?;
    fs::write(directory.join(CERTIFICATE), &identity.certificate_pem)?;
    secret_file::write(&directory.join(KEY), &identity.private_key_pem)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_directory_keeps_its_authority_and_its_key_to_itself() {
        let directory = std::env::temp_dir().join(format!("interstella-authority-{}", std::process::id()));
        let first = open(&directory, true).unwrap().root_pem().to_owned();
        assert_eq!(open(&directory, true).unwrap().root_pem(), first);
        assert_ne!(open(&directory, false).unwrap().root_pem(), first);
        let mode = fs::metadata(directory.join(KEY)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_dir_all(directory).unwrap();
    }
}
