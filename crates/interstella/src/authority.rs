//! The local certificate authorities of a data directory: made once, kept beside the records, loaded ever after. In: a directory. Out: the
//! authorities, ready to sign; a certificate for the front door. Never here: trust stores.
//!
//! | files | signs | trusted by |
//! |---|---|---|
//! | `local-ca` | names of this machine only | the machine and its browsers, once `interstella ca trust` ran |
//! | `tasks-ca` | names of AWS only | containers |
//! | `any-name-ca` | what is requested from Certificate Manager for other names | who is given it by hand, never a store |
//!
//! Earlier versions had one root, without limits, that could be in trust stores: [`open`] takes its key from the disk and keeps its
//! certificate as `local-ca-retired.pem`, so that it can be taken out of them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use local_authority::{Authority, AuthorityError, Identity, Issued, Order, Realm, permits_any_name};
use model::acm::KeyAlgorithm;
use model::{BalancerNames, Time};
use planner::certificates::validity;

use crate::file_trouble::{self, ELSEWHERE};
use crate::pem_pair::{self, PemPair, said};

/// The root of earlier versions that could sign any name.
const RETIRED: &str = "local-ca-retired.pem";

/// Host names the front door stands for over TLS: this machine's, and those under which other local clouds are known.
/// None is a wildcard for a top-level name: no client takes that for `a.localhost`, and rustls refuses the whole certificate.
const NAMES: [&str; 5] =
    ["localhost", "localhost.localstack.cloud", "*.localhost.localstack.cloud", "127.0.0.1", "::1"];
/// The Regions whose load balancers it stands for too.
const REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];

/// The authorities of a data directory.
#[derive(Clone)]
pub(crate) struct Authorities {
    /// For names of this machine.
    pub(crate) local: Arc<Authority>,
    /// For names nobody's store should trust it for.
    pub(crate) any_name: Arc<Authority>,
    /// For names of AWS, inside tasks.
    pub(crate) tasks: Arc<Authority>,
}

impl Authorities {
    /// Who signs what Certificate Manager is asked for: the first that may.
    pub(crate) fn of_requests(&self) -> Vec<Arc<Authority>> {
        vec![Arc::clone(&self.local), Arc::clone(&self.any_name)]
    }
}

/// Where the root certificate of a directory's authority for this realm lies.
pub(crate) fn certificate_path(directory: &Path, realm: Realm) -> PathBuf {
    files(directory, realm).certificate
}

/// The root of an earlier version, which trust stores may still hold, and where it lies.
pub(crate) fn retired(directory: &Path) -> Result<Option<(PathBuf, String)>, String> {
    let file = directory.join(RETIRED);
    Ok(pem_pair::read(&file)?.map(|pem| (file, pem)))
}

/// Loads the authorities of this data directory, making first those that are not there. What is not `durable` is new with every process.
pub(crate) fn open(directory: &Path, durable: bool) -> Result<Authorities, String> {
    if !durable {
        let made = |realm| load(realm, &Identity::generate(realm, now()).map_err(words)?).map_err(words);
        return authorities(made);
    }
    let failed =
        |error: std::io::Error| file_trouble::sentence("keep a key in", directory, &error, ELSEWHERE);
    fs::create_dir_all(directory).map_err(failed)?;
    // A command and a starting cloud must not make two of each.
    let held = File::open(directory).and_then(|file| file.lock().map(|()| file));
    let _held = held.map_err(failed)?;
    retire(directory)?;
    authorities(|realm| load_or_make(realm, &files(directory, realm)))
}

fn authorities(open: impl Fn(Realm) -> Result<Arc<Authority>, String>) -> Result<Authorities, String> {
    Ok(Authorities {
        local: open(Realm::Machine)?,
        any_name: open(Realm::AnyName)?,
        tasks: open(Realm::Aws)?,
    })
}

/// A certificate for the front door, new with every process: nothing but the root is worth keeping. Names of load balancers under a domain of
/// the user's are not in it, which this authority may not sign; a load balancer that speaks TLS has its own certificate.
pub(crate) fn front_door(authority: &Authority, balancers: &BalancerNames) -> Result<Issued, String> {
    let (not_before, not_after) = validity(now());
    let endings = balancers.endings();
    let balancers = endings.iter().flat_map(|ending| REGIONS.map(|region| format!("*.{region}{ending}")));
    let balancers = balancers.filter(|name| authority.covers(std::slice::from_ref(name)));
    let names = NAMES.iter().map(|name| (*name).to_owned()).chain(balancers).collect();
    let order = Order { names, key_algorithm: KeyAlgorithm::P256, not_before, not_after };
    authority.issue(&order).map_err(words)
}

/// A certificate for a host of an AWS API, as it is shown to tasks.
pub(crate) fn host(authority: &Authority, name: &str) -> Result<Issued, String> {
    let (not_before, not_after) = validity(now());
    let order =
        Order { names: vec![name.to_owned()], key_algorithm: KeyAlgorithm::P256, not_before, not_after };
    authority.issue(&order).map_err(words)
}

fn now() -> Time {
    Time(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as i64)
}

fn words(error: AuthorityError) -> String {
    error.to_string()
}

fn files(directory: &Path, realm: Realm) -> PemPair {
    let (key, certificate) = match realm {
        Realm::Machine => ("local-ca-key.pem", "local-ca.pem"),
        Realm::Aws => ("tasks-ca-key.pem", "tasks-ca.pem"),
        Realm::AnyName => ("any-name-ca-key.pem", "any-name-ca.pem"),
    };
    PemPair::new(directory, key, certificate)
}

fn load(realm: Realm, identity: &Identity) -> Result<Arc<Authority>, AuthorityError> {
    Authority::load(realm, identity).map(Arc::new)
}

fn load_or_make(realm: Realm, files: &PemPair) -> Result<Arc<Authority>, String> {
    let blamed = |error: AuthorityError| blame(&error, files);
    let identity = match files.read()? {
        (Some(key), Some(certificate)) => Identity { private_key_pem: key, certificate_pem: certificate },
        (None, None) => {
            let identity = Identity::generate(realm, now()).map_err(words)?;
            files.write(&identity.private_key_pem, &identity.certificate_pem)?;
            identity
        }
        // Its making was interrupted, or somebody took the file; the same key makes the same root.
        (Some(key), None) => {
            let identity = Identity::of_key(realm, &key, now()).map_err(blamed)?;
            files.write_certificate(&identity.certificate_pem)?;
            identity
        }
        (None, Some(_)) => return Err(said(&files.key, format!("the file is missing; {}", files.remedy()))),
    };
    load(realm, &identity).map_err(blamed)
}

/// Which file is to blame, for what, and what to do.
fn blame(error: &AuthorityError, files: &PemPair) -> String {
    let file = if matches!(error, AuthorityError::Key(_)) { &files.key } else { &files.certificate };
    said(file, format!("{error}; {}", files.remedy()))
}

/// Takes the root of an earlier version out of use: its certificate is kept under another name, its key is not. Interrupted, it begins
/// again: the certificate goes last.
fn retire(directory: &Path) -> Result<(), String> {
    let files = files(directory, Realm::Machine);
    let Some(certificate) = pem_pair::read(&files.certificate)? else { return Ok(()) };
    if !permits_any_name(&certificate).map_err(|error| blame(&error, &files))? {
        return Ok(());
    }
    let kept = PemPair::new(directory, "", RETIRED);
    kept.write_certificate(&certificate)?;
    for file in [&files.key, &files.certificate] {
        match fs::remove_file(file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(file_trouble::sentence("remove", file, &error, ELSEWHERE));
            }
            _ => {}
        }
    }
    tracing::warn!(
        retired = %kept.certificate.display(),
        "the root of the local certificate authority could sign any name; another takes its place, which can sign names of this machine only. \
         If `interstella ca trust` ran with this data directory, run it again: it takes the old root out of the trust stores"
    );
    Ok(())
}

#[cfg(test)]
#[path = "authority_tests.rs"]
mod tests;
