//! Which cloud a command means: the one of its data directory, or the one of a port that was named. In: arguments or environment. Out: a
//! cloud that runs, or why there is none; never somebody else's.
//!
//! ```text
//!   --port P            the cloud on P; with --data-dir D only if it is D's
//!   --data-dir D        the cloud that has claimed D, on whatever port
//!   neither             as --data-dir .interstella
//! ```

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use super::{NOTHING_RUNS, fail};
use crate::client::{Http, HttpError};
use crate::config::{DATA_DIR, PORT};
use crate::identity::{self, Identity};
use crate::pid_file::{self, Holder};
use crate::terminal::complain;
use crate::token_file::Token;

/// Whoever has not said by then who it is, is no cloud of this program.
const PATIENCE: Duration = Duration::from_secs(5);

/// Options of every command that works with a running cloud.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub(crate) struct Place {
    /// Port of the cloud's endpoint on 127.0.0.1 [default: the one of the data directory's cloud]
    #[arg(long, env = "INTERSTELLA_PORT", value_name = "PORT")]
    port: Option<u16>,

    /// Data directory of the cloud [default: .interstella]
    #[arg(long, env = "INTERSTELLA_DATA_DIR", value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// A cloud that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Running {
    pub(crate) port: u16,
    pub(crate) data_dir: PathBuf,
    pub(crate) pid: u32,
}

/// Why there is no cloud to work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Absent {
    /// Nothing runs there: words that say where, and what runs elsewhere.
    Nothing(String),
    /// It has claimed its directory and does not answer: it starts or ends just now.
    Busy { data_dir: PathBuf, pid: u32 },
    /// It cannot be seen, or is not what was named.
    Trouble(String),
}

/// Who answers on a port.
pub(crate) enum Whose {
    Nobody,
    Cloud(Identity),
    /// Something that is no cloud of this program.
    Stranger,
}

impl Place {
    /// The data directory that is meant when no port says otherwise.
    pub(crate) fn directory(&self) -> &Path {
        self.data_dir.as_deref().unwrap_or(Path::new(DATA_DIR))
    }

    /// Whether only a port was named: then nothing is known of a data directory until the cloud there says it.
    pub(crate) fn is_port_alone(&self) -> bool {
        self.port.is_some() && self.data_dir.is_none()
    }

    /// Does what a command is for with the cloud that is meant; what is in the way is said as the command's.
    pub(crate) async fn with(
        &self,
        command: &str,
        work: impl AsyncFnOnce(&Running) -> Result<(), String>,
    ) -> ExitCode {
        let cloud = match self.find().await {
            Ok(cloud) => cloud,
            Err(absent) => return absent.report(command),
        };
        match work(&cloud).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => fail(command, why),
        }
    }

    /// The cloud that is meant.
    pub(crate) async fn find(&self) -> Result<Running, Absent> {
        match self.port {
            Some(port) => self.at_port(port).await,
            None => self.in_directory().await,
        }
    }

    async fn at_port(&self, port: u16) -> Result<Running, Absent> {
        match whose(port).await {
            Whose::Cloud(cloud) => match &self.data_dir {
                Some(named) if !is_same(named, &cloud.data_directory) => Err(Absent::Trouble(format!(
                    "port {port} is the endpoint of {}, not of the data directory {}; name one of the two",
                    words(&cloud),
                    named.display()
                ))),
                _ => Ok(Running { port, data_dir: cloud.data_directory, pid: cloud.process }),
            },
            Whose::Stranger => {
                Err(Absent::Trouble(format!("what answers on port {port} is no cloud of this program")))
            }
            Whose::Nobody if self.is_port_alone() => {
                Err(Absent::Nothing(format!("Nothing runs on port {port}.")))
            }
            Whose::Nobody => self.not_at(port),
        }
    }

    /// Nobody answers on the port; the directory that was named too may be a cloud's all the same.
    fn not_at(&self, port: u16) -> Result<Running, Absent> {
        let data_dir = self.directory();
        match holder(data_dir)? {
            Some(Holder { pid, port: Some(other) }) if other != port => Err(Absent::Trouble(format!(
                "the cloud of the data directory {} (process {pid}) answers on port {other}, not {port}",
                data_dir.display()
            ))),
            Some(Holder { pid, .. }) => Err(Absent::Busy { data_dir: data_dir.to_owned(), pid }),
            None => Err(Absent::Nothing(format!("Nothing runs on port {port}."))),
        }
    }

    async fn in_directory(&self) -> Result<Running, Absent> {
        let data_dir = absolute(self.directory());
        match holder(&data_dir)? {
            Some(Holder { pid, port: Some(port) }) => Ok(Running { port, data_dir, pid }),
            Some(Holder { pid, port: None }) => Err(Absent::Busy { data_dir, pid }),
            None => Err(Absent::Nothing(self.nothing().await)),
        }
    }

    /// Who came here without naming anything may mean the cloud on the usual port: it is named, and left alone.
    async fn nothing(&self) -> String {
        let here = format!("Nothing runs on the data directory {}.", absolute(self.directory()).display());
        match whose(PORT).await {
            Whose::Cloud(cloud) if self.data_dir.is_none() => format!(
                "{here} Port {PORT} is the endpoint of {}: add --port {PORT} or --data-dir to mean that one.",
                words(&cloud)
            ),
            _ => here,
        }
    }
}

impl Running {
    pub(crate) fn endpoint(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    pub(crate) fn http(&self) -> Http {
        Http::new(self.endpoint())
    }

    /// A token of its data directory (see `token_file`). The error is a sentence.
    pub(crate) fn token(&self, name: &str) -> Result<Token, String> {
        // Anything that listens there can say that it is the cloud of any directory; the token is only for who has claimed that.
        let holder = pid_file::holder(&self.data_dir).map_err(|error| error.to_string())?;
        if holder.and_then(|holder| holder.port) != Some(self.port) {
            return Err(format!(
                "what answers on port {} says that it is the cloud of {}, and on this machine that directory has no cloud on this port",
                self.port,
                self.data_dir.display()
            ));
        }
        Token::read(&self.data_dir, name).map_err(|error| error.to_string())
    }
}

impl Absent {
    /// Says it on standard error; the exit status that goes with it.
    pub(crate) fn report(&self, command: &str) -> ExitCode {
        match self {
            Absent::Nothing(words) => {
                complain(words);
                ExitCode::from(NOTHING_RUNS)
            }
            Absent::Busy { data_dir, pid } => fail(
                command,
                format!(
                    "the cloud of {} (process {pid}) starts or ends just now; try again in a moment",
                    data_dir.display()
                ),
            ),
            Absent::Trouble(words) => fail(command, words),
        }
    }
}

/// A cloud, for people: `the cloud of the data directory /x, process 77`.
pub(crate) fn words(cloud: &Identity) -> String {
    format!("the cloud of the data directory {}, process {}", cloud.data_directory.display(), cloud.process)
}

/// Asks who answers on a port of this machine.
pub(crate) async fn whose(port: u16) -> Whose {
    let http = Http::new((Ipv4Addr::LOCALHOST, port).into());
    match tokio::time::timeout(PATIENCE, http.get(identity::PATH)).await {
        Ok(Ok(answer)) => serde_json::from_slice(&answer.body).map_or(Whose::Stranger, Whose::Cloud),
        Ok(Err(error)) if is_nobody(&error) => Whose::Nobody,
        Ok(Err(_)) | Err(_) => Whose::Stranger,
    }
}

fn holder(data_dir: &Path) -> Result<Option<Holder>, Absent> {
    pid_file::holder(data_dir).map_err(|error| Absent::Trouble(error.to_string()))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// Whether nobody listens there.
pub(crate) fn is_nobody(error: &HttpError) -> bool {
    matches!(error, HttpError::Unreachable(..))
}
