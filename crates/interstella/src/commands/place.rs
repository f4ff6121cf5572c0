//! Which cloud a command means. In: arguments or environment. Out: its endpoint and its files. Never here: using them.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::client::{Http, HttpError};

/// Options of every command.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub(crate) struct Place {
    /// Port of the cloud's endpoint on 127.0.0.1
    #[arg(long, env = "INTERSTELLA_PORT", default_value_t = 4566, value_name = "PORT")]
    pub(crate) port: u16,

    /// Directory of everything the cloud keeps
    #[arg(long, env = "INTERSTELLA_DATA_DIR", default_value = ".interstella", value_name = "DIR")]
    pub(crate) data_dir: PathBuf,
}

impl Place {
    pub(crate) fn endpoint(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    pub(crate) fn http(&self) -> Http {
        Http::new(self.endpoint())
    }
}

/// Whether nobody listens there.
pub(crate) fn is_nobody(error: &HttpError) -> bool {
    matches!(error, HttpError::Unreachable(..))
}
