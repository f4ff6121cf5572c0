//! `interstella ca print|export|trust|untrust`: the roots of the local certificate authorities, and who trusts the one that can be trusted.
//! In: which data directory. Out: PEM text, a file, or a report of every store. Never here: how a store is written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use local_authority::Realm;

use super::fail;
use super::output::Output;
use crate::authority::{self, Authorities};
use crate::terminal::tell;
use crate::trust::{self, Machine, Outcome, Root, Step};
use crate::{config, file_trouble};

/// Print, export or trust the root of the local certificate authority
///
/// It signs the certificate of the endpoint, and what is requested from Certificate Manager.
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct CaArgs {
    #[command(subcommand)]
    action: Action,

    /// Directory of everything the cloud keeps
    #[arg(
        long,
        global = true,
        env = "INTERSTELLA_DATA_DIR",
        default_value = config::DATA_DIR,
        value_name = "DIR"
    )]
    data_dir: PathBuf,

    /// How to write what was done
    #[arg(long, global = true, value_enum, default_value_t = Output::Text)]
    output: Output,
}

#[derive(Debug, Clone, PartialEq, Subcommand)]
enum Action {
    /// Write the root certificate to standard output
    Print {
        #[command(flatten)]
        which: Which,
    },
    /// Write the root certificate to a file
    Export {
        /// Where to
        file: PathBuf,
        #[command(flatten)]
        which: Which,
    },
    /// Have this machine and its browsers trust the root, which can sign names of this machine only (localhost and below)
    Trust,
    /// Take the root out of every trust store
    Untrust,
}

/// Which root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
struct Which {
    /// The root of certificates requested for other names than this machine's, such as app.example.com: for single programs (curl --cacert,
    /// AWS_CA_BUNDLE), never for a trust store, since it can sign any name
    #[arg(long)]
    any_name: bool,
}

impl Which {
    fn realm(self) -> Realm {
        if self.any_name { Realm::AnyName } else { Realm::Machine }
    }
}

/// Runs it.
pub(crate) fn run(args: &CaArgs) -> ExitCode {
    let authorities = match authority::open(&args.data_dir, true) {
        Ok(authorities) => authorities,
        Err(error) => return fail("ca", error),
    };
    let done = act(args, &authorities);
    done.unwrap_or_else(|error| fail("ca", error))
}

fn act(args: &CaArgs, authorities: &Authorities) -> Result<ExitCode, String> {
    let machine = Machine { root: "/".into(), home: config::home() };
    let root = |realm| root(&args.data_dir, authorities, realm);
    let retired = retired(&args.data_dir)?;
    match &args.action {
        Action::Print { which } => print(&root(which.realm())?, args.output),
        Action::Export { file, which } => return Ok(export(&root(which.realm())?, file, args.output)),
        Action::Trust => {
            return Ok(report(&trusted(&machine, &root(Realm::Machine)?, retired.as_ref()), args.output));
        }
        Action::Untrust => {
            return Ok(report(&untrusted(&machine, &root(Realm::Machine)?, retired.as_ref()), args.output));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A root of a data directory; made where there is none, so that it can be trusted before the first start.
fn root(directory: &Path, authorities: &Authorities, realm: Realm) -> Result<Root, String> {
    let authority = if realm == Realm::AnyName { &authorities.any_name } else { &authorities.local };
    let place = authority::certificate_path(directory, realm);
    let file = fs::canonicalize(&place)
        .map_err(|error| file_trouble::sentence("find", &place, &error, file_trouble::ELSEWHERE))?;
    Ok(Root { name: authority.name().to_owned(), pem: authority.root_pem().to_owned(), file })
}

/// The root of an earlier version, which stores may still hold.
fn retired(directory: &Path) -> Result<Option<Root>, String> {
    let Some((file, pem)) = authority::retired(directory)? else { return Ok(None) };
    let name = local_authority::common_name_of(&pem);
    let name = name.map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(Some(Root { name, pem, file }))
}

/// The root in, and the one of an earlier version, which could sign any name, out of wherever it is.
fn trusted(machine: &Machine, root: &Root, retired: Option<&Root>) -> Vec<Step> {
    let mut steps = trust::trust(machine, root);
    steps.extend(taken_out(machine, retired));
    steps
}

fn untrusted(machine: &Machine, root: &Root, retired: Option<&Root>) -> Vec<Step> {
    let mut steps = trust::untrust(machine, root);
    steps.extend(taken_out(machine, retired));
    steps
}

/// Nobody needs to hear where it was not.
fn taken_out(machine: &Machine, retired: Option<&Root>) -> Vec<Step> {
    let mut steps = retired.map(|root| trust::untrust(machine, root)).unwrap_or_default();
    steps.retain(|step| step.outcome != Outcome::Unneeded);
    steps
}

fn print(root: &Root, output: Output) {
    match output {
        Output::Text => tell(root.pem.trim_end()),
        Output::Json => tell(&described(root).to_string()),
    }
}

fn described(root: &Root) -> serde_json::Value {
    serde_json::json!({"name": root.name, "certificate": root.pem, "file": root.file})
}

fn export(root: &Root, file: &Path, output: Output) -> ExitCode {
    if let Err(error) = fs::write(file, &root.pem) {
        return fail("ca", file_trouble::sentence("write", file, &error, "name another file"));
    }
    match output {
        Output::Text => tell(&format!("Wrote {}.", file.display())),
        Output::Json => tell(&serde_json::json!({"name": root.name, "file": file}).to_string()),
    }
    ExitCode::SUCCESS
}

/// Says what became of every store; fails when one could not be done.
fn report(steps: &[Step], output: Output) -> ExitCode {
    match output {
        Output::Text => steps.iter().for_each(|step| tell(&line(step))),
        Output::Json => tell(&serde_json::json!(steps).to_string()),
    }
    let failed = steps.iter().any(|step| step.outcome == Outcome::Failed);
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn line(step: &Step) -> String {
    let mark = match step.outcome {
        Outcome::Done | Outcome::Unneeded => "ok  ",
        Outcome::Failed => "FAIL",
    };
    format!("{mark}  {}: {}", step.store, step.words)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use local_authority::Identity;
    use model::Time;

    use super::*;

    /// A machine with a store of Debian's kind below a directory.
    fn machine(directory: &Path) -> Machine {
        fs::create_dir_all(directory.join("usr/local/share/ca-certificates")).unwrap();
        fs::create_dir_all(directory.join("usr/sbin")).unwrap();
        let program = directory.join("usr/sbin/update-ca-certificates");
        fs::write(&program, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Machine { root: directory.to_owned(), home: None }
    }

    fn stored(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory.join("usr/local/share/ca-certificates")).unwrap();
        entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
    }

    #[test]
    fn only_the_limited_root_is_ever_trusted_and_it_drives_out_the_old_one() {
        let directory = std::env::temp_dir().join(format!("interstella-ca-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        let (machine, data) = (machine(&directory), directory.join("data"));
        let old = Identity::generate(Realm::AnyName, Time(1_795_000_000_000)).unwrap();
        fs::create_dir(&data).unwrap();
        fs::write(data.join("local-ca.pem"), &old.certificate_pem).unwrap();
        fs::write(data.join("local-ca-key.pem"), &old.private_key_pem).unwrap();
        let authorities = authority::open(&data, true).unwrap();
        let former = retired(&data).unwrap().unwrap();
        // As an earlier version left it.
        trust::trust(&machine, &former);
        assert_eq!(stored(&directory), [old.certificate_pem.as_str()]);

        let now = root(&data, &authorities, Realm::Machine).unwrap();
        let steps = trusted(&machine, &now, Some(&former));
        assert!(steps.len() == 2 && steps.iter().all(|step| step.outcome == Outcome::Done), "{steps:?}");
        assert_eq!(stored(&directory), [authorities.local.root_pem()]);
        assert!(!local_authority::permits_any_name(&now.pem).unwrap());
        assert_eq!(trusted(&machine, &now, Some(&former)).len(), 1, "once it is out, nobody hears of it");
        untrusted(&machine, &now, Some(&former));
        assert!(stored(&directory).is_empty());
        fs::remove_dir_all(directory).unwrap();
    }
}
